import type { Decision } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import { estimateText } from '../../report/number-text.ts';
import type { Finding } from './finding.ts';

const words = {
  atLeast: { asked: 'at least', pass: 'high enough', fail: 'too low', beyond: 'below' },
  atMost: { asked: 'at most', pass: 'low enough', fail: 'too high', beyond: 'above' },
} as const;

/** The change's own number must be at least, or at most, the threshold: its bounds decide, strictly. */
export function level(
  decision: Decision,
  number: DefinedEstimate,
  rule: 'atLeast' | 'atMost',
  threshold: number,
  signed: boolean,
): Finding {
  const text = estimateText(number, { signed, limit: threshold });
  const { asked, beyond, ...word } = words[rule];
  switch (decision.outcome) {
    case 'pass':
      return { decision, word: word.pass, says: `${text}; ${asked} ${threshold} is asked` };
    case 'fail':
      return { decision, word: word.fail, says: `${text}, ${beyond} ${threshold}` };
    case 'inconclusive':
      return { decision, word: "can't tell", says: `can't tell whether it is ${asked} ${threshold}: ${text}` };
  }
}
