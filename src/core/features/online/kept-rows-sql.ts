import { keyColumns } from '../sql.ts';

/** Which rows stay in memory. `rows` is a relation as `viewRowsSql` makes it: (e, c, tie, k0, ..., f0, ..., v0, ...). */
export interface KeptRows {
  readonly rows: string;
  readonly keys: number;
  readonly asKnown: boolean;
  /** Predictions before this time are not answered. Whole microseconds since 1970. */
  readonly since: number;
}

const negativeInfinity = "'-infinity'::TIMESTAMPTZ";

/**
 * SQL of the rows that can be the newest one at `since` or later, with `arrival`: from when on each is it. Only rows that are the greatest (e, c, tie)
 * when they arrive ever answer (see `pointInTimeSql`); of those, one that another replaced before `since` does not any more.
 */
export function keptNewestSql({ rows, keys, asKnown, since }: KeptRows, ttl: number | undefined): string {
  const names = keyColumns(keys).join(', ');
  const order = newestOrder(asKnown);
  const fresh = ttl === undefined ? '' : ` AND e >= ${time(since)} - to_microseconds(${ttl})`;
  const greatest = `max(row(e, c, tie)) OVER (PARTITION BY ${names} ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`;
  const arriving = asKnown
    ? `SELECT * FROM (SELECT *, greatest(e, c) AS arrival FROM ${rows} WHERE ${present(keys)} AND c IS NOT NULL) QUALIFY row(e, c, tie) = ${greatest}`
    : `SELECT *, e AS arrival FROM ${rows} WHERE ${present(keys)}`;
  return `SELECT * EXCLUDE next FROM (
SELECT *, lead(arrival) OVER (PARTITION BY ${names} ORDER BY ${order}) AS next FROM (${arriving})
) WHERE (next IS NULL OR next >= ${time(since)})${fresh}`;
}

/** The order in which one row of a key replaces another. */
export function newestOrder(asKnown: boolean): string {
  return asKnown ? 'arrival, e, c, tie' : `arrival, coalesce(c, ${negativeInfinity}), tie`;
}

/** SQL of the rows that a window can still hold at `since` or later; `longest` in microseconds. */
export function keptWindowsSql({ rows, keys, asKnown, since }: KeptRows, longest: number): string {
  const known = asKnown ? ' AND c IS NOT NULL' : '';
  return `SELECT * FROM ${rows} WHERE ${present(keys)}${known} AND e >= ${time(since)} - to_microseconds(${longest})`;
}

function present(keys: number): string {
  return ['e', ...keyColumns(keys)].map((column) => `${column} IS NOT NULL`).join(' AND ');
}

function time(micros: number): string {
  return `make_timestamptz(${micros})`;
}
