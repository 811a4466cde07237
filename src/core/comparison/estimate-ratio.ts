import type { Estimate } from '../evaluation/estimate.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { type BoundModel, onlyResampling } from './bound-model.ts';
import { byBootstrap } from './by-bootstrap.ts';
import { shareOf } from './estimate-model.ts';
import { fisherExact } from './fisher-exact.ts';
import { katzInterval } from './katz.ts';
import { normalQuantile } from './normal.ts';
import { countedByBoth, type PairedModels, refusalOfPair, unchanged } from './paired-models.ts';
import type { Replicates } from './replicates.ts';

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
  const same = unchanged(models);
  if (same !== undefined) return same;
  return byBootstrap(change, alpha, {
    n,
    clusters: models.challenger[0]?.clusters,
    paired: true,
    suffix: ' of shares',
  });
}

/** Change as a share of the size of what it is compared with; NaN where that is 0. */
export function relativeChange(challenger: number, other: number): number {
  return other === 0 ? Number.NaN : (challenger - other) / Math.abs(other);
}

/**
 * Share of a group over that of its reference, by Katz' interval; its bounds are those of whole rows where nobody of the group is chosen. Rows
 * with weights or clusters are resampled.
 */
export function estimateGroupRatio(model: BoundModel, alpha: number, resampled: () => Replicates): Estimate {
  const [part, reference] = model;
  if (part === undefined || reference === undefined) return { undefined: 'no rows', n: 0 };
  const n = Math.min(part.statistic.counted, reference.statistic.counted);
  const refusal = part.refusal ?? (reference.refusal && `the reference: ${reference.refusal}`);
  if (refusal !== undefined) return { undefined: refusal, n };
  const [a, b] = [shareOf(part), shareOf(reference)];
  if (onlyResampling(model)) return byBootstrap(resampled, alpha, { n, clusters: part.clusters, range: [0, Infinity] });
  if (b.successes === 0) return { undefined: 'nobody of the reference is chosen, so there is no ratio', n };
  const z = normalQuantile(1 - alpha);
  if (a.successes === 0) {
    // Katz' logarithm has no end at 0. Half a person more on each side bounds it from above (Walter 1975).
    const more = ({ successes, n: rows }: typeof a) => ({ successes: successes + 0.5, n: rows + 0.5 });
    return { value: 0, low: 0, high: katzInterval(more(a), more(b), z).high, n, method: 'Walter' };
  }
  const { ratio, low, high } = katzInterval(a, b, z);
  const se = ratio * Math.sqrt(1 / a.successes - 1 / a.n + 1 / b.successes - 1 / b.n);
  return { value: ratio, low, high, n, method: 'Katz', se };
}

/** Two-sided p of Fisher's exact test that two groups are chosen alike; undefined where there are too few rows to ask, or rows have weights or clusters. */
export function fisherOfGroups(model: BoundModel): number | undefined {
  const [part, reference] = model;
  if (onlyResampling(model)) return undefined;
  if (part === undefined || reference === undefined || part.refusal !== undefined || reference.refusal !== undefined) {
    return undefined;
  }
  return fisherExact(shareOf(part), shareOf(reference)).twoSided;
}
