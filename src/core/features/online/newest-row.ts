import { lowerBound, upperBound } from './bounds.ts';
import type { NewestRows } from './online-rows.ts';

export interface NewestRule {
  readonly equalTimes: 'inclusive' | 'strict';
  /** Microseconds; the edge still counts. */
  readonly ttl: number | undefined;
}

/**
 * The place of the row of a group that answers at `time` (microseconds), or -1. What `pointInTimeSql` finds: the last row to have arrived, unless
 * it is older than the TTL; an older one never stands in for it.
 */
export function newestRow(rows: NewestRows, group: number, time: number, { equalTimes, ttl }: NewestRule): number {
  const [from = 0, to = 0] = [rows.starts[group], rows.starts[group + 1]];
  if (rows.arrivals.length === 0) return from; // no time: the key's one row
  if (Number.isNaN(time)) return -1;
  const end =
    equalTimes === 'strict' ? lowerBound(rows.arrivals, time, from, to) : upperBound(rows.arrivals, time, from, to);
  const row = end - 1;
  if (row < from) return -1;
  return ttl === undefined || (rows.times[row] ?? Number.NaN) >= time - ttl ? row : -1;
}
