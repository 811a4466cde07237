import { observe, type Statistic } from '../evaluation/statistic.ts';
import { type Clusters, countRows } from './clusters.ts';
import { leaveOneOut } from './jackknife.ts';
import type { Random } from './random.ts';

/** A number with what it would have been on other rows. NaN marks a replicate where it is degenerate. */
export interface Replicates {
  readonly observed: number;
  /** Over resamples of the rows, or of whole clusters. */
  readonly resampled: Float64Array;
  /** Without row i, for every row of every segment; with clusters, without cluster i (`leaveOneOut`). */
  readonly leftOut: Float64Array;
}

/** Statistics of the same rows: the same draws are used for all, so that they stay paired. */
export type Segment = readonly Statistic[];

/**
 * Bootstrap and jackknife replicates of every statistic, listed segment after segment. Segments are disjoint sets of
 * rows (two groups). Rows are drawn from all segments together, not from each: how many rows a group has is as random
 * as the rows themselves. With clusters, these are drawn, each with all its rows.
 */
export function replicate(
  segments: readonly Segment[],
  resamples: number,
  random: Random,
  clusters?: Clusters,
): Replicates[] {
  return withJackknife(segments, resample(segments, resamples, random, clusters), clusters);
}

/** Every statistic, listed segment after segment, over `resamples` draws. */
export function resample(
  segments: readonly Segment[],
  resamples: number,
  random: Pick<Random, 'resample'>,
  clusters?: Clusters,
): Float64Array[] {
  const placed = placedStatistics(segments);
  const rows = rowsOf(segments);
  const counts = new Uint32Array(rows);
  const drawn = clusters === undefined ? counts : new Uint32Array(clusters.count);
  const values = placed.map(() => new Float64Array(resamples));
  for (let b = 0; b < resamples; b += 1) {
    random.resample(drawn);
    if (clusters !== undefined) countRows(clusters, drawn, counts);
    for (const [k, { statistic, start }] of placed.entries()) {
      const { value, degenerate } = statistic.value(counts.subarray(start, start + statistic.rows));
      const of = values[k];
      if (of !== undefined) of[b] = degenerate === undefined ? value : Number.NaN;
    }
  }
  return values;
}

/** Adds what each statistic is on these rows, and without each of them, to what it is on resamples. */
export function withJackknife(
  segments: readonly Segment[],
  resampled: readonly Float64Array[],
  clusters?: Clusters,
): Replicates[] {
  const rows = rowsOf(segments);
  return placedStatistics(segments).map(({ statistic, start }, k) => {
    const observed = observe(statistic).value;
    const leftOut = leaveOneOut({ statistic, start, rows, observed }, clusters);
    return { observed, resampled: resampled[k] ?? new Float64Array(), leftOut };
  });
}

/** Replicates of a function of numbers that were replicated together: a difference, a gap. `how` may not keep the numbers it is given. */
export function combine(of: readonly Replicates[], how: (values: readonly number[]) => number): Replicates {
  const values = of.map((one) => one.observed);
  const observed = how(values);
  const combined = (columns: readonly Float64Array[]) => {
    const result = new Float64Array(columns[0]?.length ?? 0);
    for (let i = 0; i < result.length; i += 1) {
      for (let k = 0; k < columns.length; k += 1) values[k] = columns[k]?.[i] ?? Number.NaN;
      result[i] = how(values);
    }
    return result;
  };
  return {
    observed,
    resampled: combined(of.map((one) => one.resampled)),
    leftOut: combined(of.map((one) => one.leftOut)),
  };
}

function rowsOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, [first]) => sum + (first?.rows ?? 0), 0);
}

/** Each statistic with the place of its segment's first row among the rows of all. */
function placedStatistics(segments: readonly Segment[]): { statistic: Statistic; start: number }[] {
  let start = 0;
  return segments.flatMap((segment) => {
    const placed = segment.map((statistic) => ({ statistic, start }));
    start += segment[0]?.rows ?? 0;
    return placed;
  });
}
