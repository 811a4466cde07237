import { observe, type Statistic } from '../evaluation/statistic.ts';
import type { Random } from './random.ts';

/** A number with what it would have been on other rows. NaN marks a replicate where it is degenerate. */
export interface Replicates {
  readonly observed: number;
  /** Over resamples of the rows. */
  readonly resampled: Float64Array;
  /** Without row i, for every row of every segment. */
  readonly leftOut: Float64Array;
}

/** Statistics of the same rows: the same draws are used for all, so that they stay paired. */
export type Segment = readonly Statistic[];

/**
 * Bootstrap and jackknife replicates of every statistic, listed segment after segment. Segments are disjoint sets of
 * rows (two groups). Rows are drawn from all segments together, not from each: how many rows a group has is as random
 * as the rows themselves.
 */
export function replicate(segments: readonly Segment[], resamples: number, random: Random): Replicates[] {
  const sizes = segments.map(([first]) => first?.rows ?? 0);
  const starts = sizes.map((_, s) => sizes.slice(0, s).reduce((sum, size) => sum + size, 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const bound = segments.flatMap((segment, s) =>
    segment.map((statistic) => ({ statistic, start: starts[s] ?? 0, resampled: new Float64Array(resamples) })),
  );
  const counts = new Uint32Array(all);
  for (let b = 0; b < resamples; b += 1) {
    random.resample(counts);
    for (const { statistic, start, resampled } of bound) {
      const { value, degenerate } = statistic.value(counts.subarray(start, start + statistic.rows));
      resampled[b] = degenerate === undefined ? value : Number.NaN;
    }
  }
  return bound.map(({ statistic, start, resampled }) => {
    const observed = observe(statistic);
    const leftOut = new Float64Array(all).fill(observed.value);
    leftOut.set(statistic.leaveOneOut(), start);
    return { observed: observed.value, resampled, leftOut };
  });
}

/** Replicates of a function of numbers that were replicated together: a difference, a gap. */
export function combine(of: readonly Replicates[], how: (values: readonly number[]) => number): Replicates {
  const at = (pick: (one: Replicates) => number) => how(of.map(pick));
  return {
    observed: at((one) => one.observed),
    resampled: Float64Array.from(of[0]?.resampled ?? [], (_, b) => at((one) => one.resampled[b] ?? Number.NaN)),
    leftOut: Float64Array.from(of[0]?.leftOut ?? [], (_, i) => at((one) => one.leftOut[i] ?? Number.NaN)),
  };
}
