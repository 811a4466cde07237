import type { MetricValue } from './metric-value.ts';

/** How often each row counts: 1 for every row, draws of a resample, or sample weights (none negative). */
export type Counts = Float64Array | Uint32Array;

/** A metric bound to one model and fixed rows, so that it can be computed again with other counts of the same rows. */
export interface Statistic {
  readonly rows: number;
  /** Rows that the number counts: all, or those in its denominator. */
  readonly counted: number;
  /** Where not every row is in its denominator: above 0 for those that are. */
  readonly denominator?: Float64Array;
  value(counts: Counts): MetricValue;
  /** The value without row i, for every i, in time linear in rows (after sorting). NaN where it is degenerate. */
  leaveOneOut(): Float64Array;
}

/** The value with every row counted once. */
export function observe(statistic: Statistic): MetricValue {
  return statistic.value(new Uint32Array(statistic.rows).fill(1));
}
