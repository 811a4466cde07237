import type { Estimate } from '../evaluation/estimate.ts';
import { gapWidening } from '../fairness/gap-widening.ts';
import { fewClusters } from './by-bootstrap.ts';
import { changeOfShareGap } from './gap-of-shares.ts';
import type { DifferenceInterval, Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { countedByBoth, type PairedModels, refusalOfPair, unchanged } from './paired-models.ts';
import type { Replicates } from './replicates.ts';

/** Signed gaps, group minus reference, of the two models. */
export interface PairedGaps {
  readonly challenger: Replicates;
  readonly other: Replicates;
}

/** Change of the size of the gap, |challenger| - |other|, on the same rows; each bound at one-sided `alpha`. */
export function estimateWidening(models: PairedModels, alpha: number, gaps: () => PairedGaps): Estimate {
  const n = countedByBoth(models);
  const refusal = refusalOfPair(models);
  if (refusal !== undefined) return { undefined: refusal, n };
  const same = unchanged(models, alpha);
  if (same !== undefined) return same; // no gap is wider by more than it moved
  const clusters = models.challenger[0]?.clusters;
  const few = fewClusters(clusters);
  if (few !== undefined) return { undefined: few, n };
  const { challenger, other } = gaps();
  const found = gapWidening(challenger, other, alpha);
  if ('undefined' in found) return { undefined: found.undefined, n };
  const method = `paired ${clusters === undefined ? '' : 'cluster '}BCa bootstrap of both gaps`;
  const ofShares = changeOfShareGap(models, normalQuantile(1 - alpha));
  const bounds = ofShares && boundsFrom(ofShares, found.value, challenger.observed < 0);
  const low = Math.min(found.low, bounds?.low ?? found.low);
  const high = Math.max(found.high, bounds?.high ?? found.high);
  return { ...found, low, high, n, method, ...(clusters !== undefined && { clusters }) };
}

/** Bounds of a size as far from it as those of the signed change are, turned round where the gap is below 0. */
function boundsFrom({ difference, low, high }: DifferenceInterval, size: number, isBelow: boolean): Interval {
  const [down, up] = [difference - low, high - difference];
  return isBelow ? { low: size - up, high: size + down } : { low: size - down, high: size + up };
}
