import type { Decision } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import { estimateText } from '../../report/number-text.ts';
import type { Finding } from './finding.ts';
import { fourFifths } from './question.ts';

/**
 * Neither group is chosen less than four fifths as often as the other. The interval of their ratio decides; where it leaves a doubt, a ratio
 * that is too far off fails when Fisher's exact test says at the rule's level that the two are not treated alike: the rule alone says nothing
 * about chance, so the test's p stands beside it.
 */
export function fourFifthsFinding(
  asked: Decision,
  ratio: DefinedEstimate,
  fisher: number | undefined,
  alpha: number,
): Finding {
  const { least, most } = fourFifths;
  const outside = ratio.value < least || ratio.value > most;
  const decision: Decision =
    asked.outcome === 'inconclusive' && outside && fisher !== undefined && fisher <= alpha
      ? { outcome: 'fail' }
      : asked;
  const text = `ratio ${estimateText(ratio, { signed: false, limit: ratio.value > 1 ? most : least })}`;
  const beside = fisher === undefined ? '' : `; Fisher's exact test says p = ${pText(fisher)}`;
  switch (decision.outcome) {
    case 'pass':
      return { decision, word: 'alike', says: `${text}; ${least} to ${most} is asked${beside}` };
    case 'fail':
      return { decision, word: 'below four fifths', says: `${text}, outside ${least} to ${most}${beside}` };
    case 'inconclusive':
      return {
        decision,
        word: "can't tell",
        says: `can't tell whether it is within ${least} to ${most}: ${text}${beside}`,
      };
  }
}

function pText(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(1)));
}
