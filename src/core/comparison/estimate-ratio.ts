import type { Estimate } from '../evaluation/estimate.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { type BoundModel, onlyResampling } from './bound-model.ts';
import { byBootstrap, clusterCounts, ofParts } from './by-bootstrap.ts';
import { shareOf } from './estimate-model.ts';
import { fisherExact } from './fisher-exact.ts';
import { normalQuantile } from './normal.ts';
import { countedByBoth, type PairedModels, refusalOfPair, tooFewClusters, unchanged } from './paired-models.ts';
import type { Replicates } from './replicates.ts';
import { ratioOfShares } from './share-intervals.ts';
import { asFarAs, unseenDisagreement } from './unseen-disagreement.ts';

/**
 * Challenger minus the other model as a share of the other's size, on the same rows: paired BCa. `against` is the other's own number: where
 * its interval holds 0, nothing can be a share of it.
 */
export function estimateRelativeChange(
  models: PairedModels,
  against: Estimate,
  alpha: number,
  change: () => Replicates,
): Estimate {
  const n = countedByBoth(models);
  const refusal = refusalOfPair(models);
  if (refusal !== undefined) return { undefined: refusal, n };
  if (!isDefined(against)) return { undefined: `the ${models.against}: ${against.undefined}`, n };
  if (against.low <= 0 && against.high >= 0) {
    return { undefined: `the number of the ${models.against} may be 0, of which nothing is a share`, n };
  }
  const same = unchanged(models, alpha);
  if (same !== undefined) return shareOfSize(same, Math.abs(against.value));
  const few = tooFewClusters(models);
  if (few !== undefined) return { undefined: few, n };
  const found = byBootstrap(change, alpha, {
    n,
    ...clusterCounts(models.challenger),
    paired: true,
    suffix: ' of shares',
  });
  return isDefined(found)
    ? asFarAs(found, unseenDisagreement(models, normalQuantile(1 - alpha)) / Math.abs(against.value))
    : found;
}

/** A change of 0 as a share, and its bounds. */
function shareOfSize(same: Estimate, size: number): Estimate {
  return isDefined(same) ? { ...same, low: same.low / size, high: same.high / size } : same;
}

/** Change as a share of the size of what it is compared with; NaN where that is 0. */
export function relativeChange(challenger: number, other: number): number {
  return other === 0 ? Number.NaN : (challenger - other) / Math.abs(other);
}

/**
 * Share of a group over that of its reference, by Koopman's interval; undefined where nobody of the reference is chosen. Rows with weights or clusters
 * are resampled. Not by Katz' logarithm: where nearly all of either are chosen, its bound lay beyond a true ratio of 0.8 two to forty times too often.
 */
export function estimateGroupRatio(model: BoundModel, alpha: number, parts: () => readonly Replicates[]): Estimate {
  const [part, reference] = model;
  if (part === undefined || reference === undefined) return { undefined: 'no rows', n: 0 };
  const n = Math.min(part.statistic.counted, reference.statistic.counted);
  const refusal = part.refusal ?? (reference.refusal && `the reference: ${reference.refusal}`);
  if (refusal !== undefined) return { undefined: refusal, n };
  const [a, b] = [shareOf(part), shareOf(reference)];
  if (onlyResampling(model))
    return byBootstrap(() => ofParts(parts(), ratioOf), alpha, { n, ...clusterCounts(model), range: [0, Infinity] });
  if (b.successes === 0) return { undefined: 'nobody of the reference is chosen, so there is no ratio', n };
  const { ratio, low, high, method } = ratioOfShares(a, b, alpha);
  const se = a.successes === 0 ? 0 : ratio * Math.sqrt(1 / a.successes - 1 / a.n + 1 / b.successes - 1 / b.n);
  return { value: ratio, low, high, n, method, ...(se > 0 && { se }) };
}

/** Group over reference; NaN where that of the reference is 0. */
const ratioOf = (part: number, reference: number): number => (reference === 0 ? Number.NaN : part / reference);

/** Two-sided p of Fisher's exact test that two groups are chosen alike; undefined where there are too few rows to ask, or rows have weights or clusters. */
export function fisherOfGroups(model: BoundModel): number | undefined {
  const [part, reference] = model;
  if (onlyResampling(model)) return undefined;
  if (part === undefined || reference === undefined || part.refusal !== undefined || reference.refusal !== undefined) {
    return undefined;
  }
  return fisherExact(shareOf(part), shareOf(reference)).twoSided;
}
