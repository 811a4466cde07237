import type { Interval } from './interval.ts';
import { quantile } from './quantile.ts';
import type { Replicates } from './replicates.ts';

/**
 * Bootstrap intervals without correction, `alpha` on each side: quantiles of the resamples, and those mirrored at the
 * observed number.
 */
export function percentileIntervals({ observed, resampled }: Replicates, alpha: number) {
  const sorted = resampled.slice().sort();
  const percentile: Interval = { low: quantile(sorted, alpha), high: quantile(sorted, 1 - alpha) };
  const basic: Interval = { low: 2 * observed - percentile.high, high: 2 * observed - percentile.low };
  return { percentile, basic };
}

/** Two-sided p-value that the number is 0: never 0 itself, because the observed data count as one resample. */
export function bootstrapPValue({ resampled }: Replicates): number {
  const notAbove = resampled.filter((value) => value <= 0).length;
  const notBelow = resampled.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (resampled.length + 1));
}
