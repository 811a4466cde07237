import { equalKeys, keyColumns } from './sql.ts';

/**
 * What to join. `spine` is a relation (rid, t, k0, k1, ...), `rows` a relation (e, c, tie, k0, ..., f0, f1, ...): `e` when
 * a row happened, `c` when it became known or was created, `tie` a UBIGINT that decides what is left. Times are TIMESTAMPTZ.
 */
export interface PointInTimeJoin {
  readonly spine: string;
  readonly rows: string;
  readonly keys: number;
  readonly features: number;
  /** A row counts only from `c` on; without it `c` breaks ties only. */
  readonly asKnown: boolean;
  readonly equalTimes: 'inclusive' | 'strict';
  /** Microseconds; the edge still counts. */
  readonly ttl?: number;
}

const greatestTie = '18446744073709551615::UBIGINT';

/**
 * SQL that yields (rid, matched, f0, f1, ...), one row for each spine row, by rid.
 *
 * The newest row by (e, c, tie) not after t wins, nulls and all; a null key or time matches nothing. The inequality of the
 * ASOF join compares whole rows, because on `e` alone DuckDB takes any row of equal times, another one in each run.
 */
export function pointInTimeSql(join: PointInTimeJoin): string {
  const age = join.ttl === undefined ? '' : ` AND r.e >= s.t - to_microseconds(${join.ttl})`;
  // DuckDB 1.5 matches a null spine time with the newest row (its merge join takes null for infinity): test it here.
  const fresh = `s.t IS NOT NULL AND r.e IS NOT NULL${age}`;
  const features = Array.from({ length: join.features }, (_, i) => `, CASE WHEN ${fresh} THEN r.f${i} END AS f${i}`);
  return `SELECT s.rid, (${fresh}) AS matched${features.join('')}
FROM ${join.spine} s ASOF LEFT JOIN (${join.asKnown ? arrivals(join) : candidates(join)}) r
ON ${equalKeys('s', 'r', join.keys)} AND ${notAfter(join)}
ORDER BY s.rid`;
}

function notAfter({ asKnown, equalTimes }: PointInTimeJoin): string {
  const c = "coalesce(r.c, '-infinity'::TIMESTAMPTZ)";
  const row = asKnown ? 'row(greatest(r.e, r.c), r.e, r.c, r.tie)' : `row(r.e, ${c}, r.tie)`;
  const strict = equalTimes === 'strict';
  const infinity = `'${strict ? '-' : ''}infinity'::TIMESTAMPTZ`;
  const times = asKnown ? `s.t, ${infinity}, ${infinity}` : `s.t, ${infinity}`;
  return `row(${times}, ${strict ? '0::UBIGINT' : greatestTie}) ${strict ? '>' : '>='} ${row}`;
}

/** Rows that can match at all: of keys that the spine has, and within its times. Twelve times faster on a short spine. */
function candidates({ spine, rows, keys, ttl }: PointInTimeJoin): string {
  const oldest = ttl === undefined ? '' : ` AND e >= (SELECT min(t) FROM ${spine}) - to_microseconds(${ttl})`;
  return `SELECT * FROM ${rows} SEMI JOIN ${spine} USING (${keyColumns(keys).join(', ')})
WHERE e IS NOT NULL AND e <= (SELECT max(t) FROM ${spine})${oldest}`;
}

/**
 * A row arrives at greatest(e, c). One that arrives when a newer one is already known is never the answer at any time, so
 * only running maxima of (e, c, tie) stay, and among those the last to arrive is the newest.
 */
function arrivals(join: PointInTimeJoin): string {
  const order = 'greatest(e, c), e, c, tie';
  return `SELECT * EXCLUDE newest FROM (
SELECT *, max(row(e, c, tie)) OVER (PARTITION BY ${keyColumns(join.keys).join(', ')} ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS newest
FROM (${candidates(join)} AND c IS NOT NULL)) WHERE row(e, c, tie) = newest`;
}
