import { equalKeys, keyColumns } from './sql.ts';

export interface WindowAggregate {
  readonly function: 'count' | 'sum' | 'mean' | 'min' | 'max' | 'stddev';
  /** Column of `rows`; `count` has none and counts rows, missing values too. */
  readonly of?: string;
  /** Whether that column holds integers: their sums don't depend on the order. */
  readonly exact: boolean;
  /** Microseconds. */
  readonly window: number;
}

/** What to aggregate. `spine` is a relation (rid, t, k0, ...), `rows` a relation (e, c, k0, ..., columns). */
export interface WindowJoin {
  readonly spine: string;
  readonly rows: string;
  readonly keys: number;
  /** A row counts only when it was known by t: `c <= t`, or `c < t` when strict. */
  readonly asKnown: boolean;
  readonly equalTimes: 'inclusive' | 'strict';
  readonly aggregates: readonly WindowAggregate[];
}

/**
 * SQL that yields (rid, matched, a0, a1, ...), one row for each spine row, by rid. Windows are half-open, [t - window, t):
 * a row at t itself never counts. An empty window counts 0 and is missing otherwise; `stddev` is the sample's and needs two
 * values; a null key or time makes everything missing.
 *
 * A range join compares every pair of one key. Cutting time into buckets as long as the longest window turns that into an
 * equality on two buckets, so the work grows with the rows in a window, not with the rows of a key.
 */
export function windowSql(join: WindowJoin): string {
  const longest = Math.max(...join.aggregates.map((aggregate) => aggregate.window));
  const keys = keyColumns(join.keys);
  const present = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  // Exact for |time| < 2^53 microseconds: the error of the quotient is below 1 / longest.
  const bucket = (time: string): string => `floor(epoch_us(${time}) / ${longest})`;
  const known = join.asKnown ? ` AND r.c ${join.equalTimes === 'strict' ? '<' : '<='} s.t` : '';
  const outputs = join.aggregates.map(
    ({ function: name }, i) =>
      `, ${name === 'count' ? `CASE WHEN s.t IS NOT NULL AND ${prefixed(keys)} THEN coalesce(w.a${i}, 0) END` : `w.a${i}`} AS a${i}`,
  );
  return `WITH probes AS (
SELECT rid, t, ${keys.join(', ')}, unnest([${bucket('t')}, ${bucket('t')} - 1]) AS bucket
FROM ${join.spine} WHERE t IS NOT NULL AND ${present}
), events AS (
SELECT *, ${bucket('e')} AS bucket FROM ${join.rows} WHERE e IS NOT NULL
), windows AS (
SELECT s.rid${join.aggregates.map((aggregate, i) => `, ${expression(aggregate)} AS a${i}`).join('')}
FROM probes s JOIN events r
ON s.bucket = r.bucket AND ${equalKeys('s', 'r', join.keys)} AND r.e >= s.t - to_microseconds(${longest}) AND r.e < s.t${known}
GROUP BY s.rid)
SELECT s.rid, w.rid IS NOT NULL AS matched${outputs.join('')}
FROM ${join.spine} s LEFT JOIN windows w ON s.rid = w.rid ORDER BY s.rid`;
}

function prefixed(keys: readonly string[]): string {
  return keys.map((key) => `s.${key} IS NOT NULL`).join(' AND ');
}

function expression({ function: name, of, exact, window }: WindowAggregate): string {
  const within = `FILTER (WHERE r.e >= s.t - to_microseconds(${window}))`;
  if (name === 'count' || of === undefined) return `count(*) ${within}`;
  const functions = { sum: 'sum', mean: 'avg', min: 'min', max: 'max', stddev: 'stddev_samp' } as const;
  // Sums of doubles depend on the order of their terms in the last bits; a deviation does even for integers.
  const ordered = name === 'stddev' || (!exact && (name === 'sum' || name === 'mean'));
  return `${functions[name]}(r.${of}${ordered ? ` ORDER BY r.e, r.${of}` : ''}) ${within}`;
}
