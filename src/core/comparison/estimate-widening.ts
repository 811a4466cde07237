import type { Estimate } from '../evaluation/estimate.ts';
import { gapWidening } from '../fairness/gap-widening.ts';
import { isStill } from './bca.ts';
import { clusterCounts } from './by-bootstrap.ts';
import { gapOf } from './estimate-model.ts';
import { changeOfShareGap } from './gap-of-shares.ts';
import { type DifferenceInterval, further, type Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { countedByBoth, type PairedModels, refusalOfPair, tooFewClusters, unchanged } from './paired-models.ts';
import { combine, type Replicates } from './replicates.ts';
import { asFarAs, unseenDisagreement } from './unseen-disagreement.ts';

/** Replicates of the two models, part by part. */
export interface PairedParts {
  readonly challenger: readonly Replicates[];
  readonly other: readonly Replicates[];
}

/** Change of the size of the gap, |challenger| - |other|, on the same rows; each bound at one-sided `alpha`. */
export function estimateWidening(models: PairedModels, alpha: number, parts: () => PairedParts): Estimate {
  const n = countedByBoth(models);
  const refusal = refusalOfPair(models);
  if (refusal !== undefined) return { undefined: refusal, n };
  const same = unchanged(models, alpha);
  if (same !== undefined) return same; // no gap is wider by more than it moved
  const counts = clusterCounts(models.challenger);
  const few = tooFewClusters(models);
  if (few !== undefined) return { undefined: few, n };
  const { challenger, other } = parts();
  const [now, before] = [signedGap(challenger), signedGap(other)];
  const isSignKnown = !other.some(({ resampled }) => isStill(resampled));
  const found = gapWidening(now, before, alpha, isSignKnown);
  if ('undefined' in found) return { undefined: found.undefined, n };
  const method = `paired ${counts.clusters === undefined ? '' : 'cluster '}BCa bootstrap of both gaps`;
  const z = normalQuantile(1 - alpha);
  const ofShares = changeOfShareGap(models, z);
  const bounds = ofShares
    ? boundsFrom(ofShares, found.value, now.observed < 0)
    : asFarAs(found, unseenDisagreement(models, z));
  return {
    ...found,
    ...further(found, bounds),
    n,
    method,
    ...(counts.clusters !== undefined && { clusters: counts.clusters }),
  };
}

/** Group minus reference. */
function signedGap(parts: readonly Replicates[]): Replicates {
  return combine(parts, ([part = Number.NaN, reference = Number.NaN]) => gapOf(part, reference));
}

/** Bounds of a size as far from it as those of the signed change are, turned round where the gap is below 0. */
function boundsFrom({ difference, low, high }: DifferenceInterval, size: number, isBelow: boolean): Interval {
  const [down, up] = [difference - low, high - difference];
  return isBelow ? { low: size - up, high: size + down } : { low: size - down, high: size + up };
}
