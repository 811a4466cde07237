import type { Decision } from '../../comparison/decide.ts';
import type { DefinedEstimate } from '../../evaluation/estimate.ts';
import { estimateText } from '../../report/number-text.ts';
import { negated } from '../usable-estimate.ts';
import type { Finding } from './finding.ts';

/** What harms a group: a higher or a lower number against its reference; absent: a larger gap either way. */
export type Harm = 'higher' | 'lower' | undefined;

/**
 * By how much the gap between a group and its reference grew. `change` is paired. With `worseIs` it is the change of the signed gap, and only
 * that way counts; without, the change of the gap's size, whichever group is ahead.
 */
export function growthOf(change: DefinedEstimate, worseIs: Harm): DefinedEstimate {
  return worseIs === 'lower' ? negated(change) : change;
}

/** The gap must not grow by the margin: its bound on this side of the margin passes, its other bound beyond it fails, all else is undecided. */
export function gapNotWider(decision: Decision, change: DefinedEstimate, margin: number, worseIs: Harm): Finding {
  const growth = growthOf(change, worseIs);
  const signed = estimateText(change, { signed: true, limit: worseIs === 'lower' ? -margin : margin });
  const { grown, shrunk } = words[worseIs ?? 'size'];
  if (decision.outcome === 'inconclusive') {
    return { decision, word: "can't tell", says: `can't tell whether it is ${grown} by ${margin}: ${signed}` };
  }
  if (decision.outcome === 'fail') {
    const size = estimateText(growth, { signed: false, limit: margin });
    return { decision, word: grown, says: `${grown} by ${size}; ${margin} is allowed` };
  }
  if (growth.high < 0) {
    const size = estimateText(negated(growth), { signed: false, limit: 0 });
    return { decision, word: shrunk, says: `${shrunk} by ${size}` };
  }
  return { decision, word: `not ${grown}`, says: `not ${grown}: ${signed}; ${margin} is allowed` };
}

const words = {
  size: { grown: 'wider', shrunk: 'narrower' },
  higher: { grown: 'higher', shrunk: 'lower' },
  lower: { grown: 'lower', shrunk: 'higher' },
} as const;
