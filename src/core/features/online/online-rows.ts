import type { Column } from '../frame.ts';

/** Rows of many keys, those of one key side by side: group `i` is of `keys[i]` and lies at `starts[i]` up to `starts[i + 1]`. */
export interface KeyedRows {
  /** As `keyText` writes them, each once. */
  readonly keys: readonly string[];
  readonly starts: Uint32Array;
}

/** What plain features are taken from, in each group in the order in which one row replaces another. Microseconds since 1970. */
export interface NewestRows extends KeyedRows {
  /** From when on a row is the newest that is known; never less than in the row before. Empty for a view without a time. */
  readonly arrivals: Float64Array;
  /** When it happened. Empty for a view without a time. */
  readonly times: Float64Array;
  /** By feature. */
  readonly features: ReadonlyMap<string, Column>;
}

/** What aggregates are made of, in each group by the time of the rows. Microseconds since 1970. */
export interface WindowRows extends KeyedRows {
  readonly times: Float64Array;
  /** When each became known; absent where the view doesn't say. */
  readonly known?: Float64Array;
  /** By aggregate; NaN is missing. `count` has none. */
  readonly values: ReadonlyMap<string, AggregatedValues>;
}

export interface AggregatedValues {
  readonly values: Float64Array;
  /** Whether they are integers: their sums don't depend on the order. */
  readonly exact: boolean;
}

/** The rows of one view that are kept in memory to answer for predictions from `since` on. */
export interface OnlineRows {
  /** Microseconds since 1970; -Infinity where nothing was left out. */
  readonly since: number;
  readonly newest?: NewestRows;
  readonly windows?: WindowRows;
}
