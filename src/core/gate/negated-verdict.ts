import type { Line } from '../comparison/decide.ts';
import { estimateText } from '../report/number-text.ts';
import { isAboutPackage, packageEffectText } from '../report/package-rule-text.ts';
import { sentenceStart } from './quantity-title.ts';
import type { RuleVerdict } from './verdict.ts';

/**
 * The verdict on a rule that must not hold: what failed for certain passes, and the other way round. What is undecided, waited for or undefined stays
 * so, whichever way it is asked.
 */
export function asNegated(verdict: RuleVerdict): RuleVerdict {
  const { outcome, requirement, title } = verdict;
  const { lines, ...rest } = verdict;
  const beyond = lines?.length === 1 ? { lines: lines.map(otherSide) } : {};
  const asked = { ...rest, ...beyond, negated: true, requirement: `must not be: ${requirement}` } as const;
  if (outcome !== 'pass' && outcome !== 'fail') return asked;
  const said = `${sentenceStart(title)}: ${numberOf(verdict)}; it must not be ${requirement}`;
  return outcome === 'pass'
    ? { ...asked, outcome: 'fail', word: 'holds', sentence: `${said}, and it is.` }
    : { ...asked, outcome: 'pass', word: "doesn't hold", sentence: `${said}, and it isn't.` };
}

function otherSide({ at, wanted }: Line): Line {
  return { at, wanted: wanted === 'above' ? 'below' : 'above' };
}

function numberOf(verdict: RuleVerdict): string {
  if (isAboutPackage(verdict)) return packageEffectText(verdict);
  const { effect, rule, threshold, quantity } = verdict;
  const signed = rule !== 'atLeast' && rule !== 'atMost';
  return estimateText(effect, { signed, limit: threshold, percent: quantity?.relative === true });
}
