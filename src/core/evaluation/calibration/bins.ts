import type { Counts } from '../statistic.ts';

/** Sums over the rows of each bin, from the lowest scores up; a bin may be empty. */
export interface Bins {
  readonly rows: Float64Array;
  readonly scores: Float64Array;
  readonly positives: Float64Array;
}

/** Rows put into bins by score. The sums may be overwritten by the next call. */
export interface Binned {
  bins(counts: Counts): Bins;
  /** Without one row; every other counts once. */
  without(row: number): Bins;
}

export function emptyBins(count: number): Bins {
  const zeros = () => new Float64Array(count);
  return { rows: zeros(), scores: zeros(), positives: zeros() };
}
