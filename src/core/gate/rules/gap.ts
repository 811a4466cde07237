import { decide } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import { estimateText } from '../../report/number-text.ts';
import { negated } from '../usable-estimate.ts';
import type { Finding } from './finding.ts';

/**
 * The gap between a group and its reference must not widen by the margin. `widening` is the paired change of the gap's size, so it doesn't matter
 * which group is ahead: its upper bound below the margin passes, its lower bound above it fails, all else is undecided.
 */
export function gapNotWider(widening: DefinedEstimate, margin: number, alpha: number): Finding {
  const decision = decide(widening, { rule: 'atMost', threshold: margin }, alpha);
  const signed = estimateText(widening, { signed: true, limit: margin });
  if (decision.outcome === 'inconclusive') {
    return { decision, word: "can't tell", says: `can't tell whether it is wider by ${margin}: ${signed}` };
  }
  if (decision.outcome === 'fail') {
    const size = estimateText(widening, { signed: false, limit: margin });
    return { decision, word: 'wider', says: `wider by ${size}; ${margin} is allowed` };
  }
  if (widening.high < 0) {
    const size = estimateText(negated(widening), { signed: false, limit: 0 });
    return { decision, word: 'narrower', says: `narrower by ${size}` };
  }
  return { decision, word: 'not wider', says: `not wider: ${signed}; ${margin} is allowed` };
}
