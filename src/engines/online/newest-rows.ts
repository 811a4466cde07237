import { durationMicros } from '../../core/definitions/schema/values.ts';
import type { Column } from '../../core/features/frame.ts';
import { keptNewestSql, newestOrder } from '../../core/features/online/kept-rows-sql.ts';
import type { NewestRows } from '../../core/features/online/online-rows.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { keyColumns } from '../../core/features/sql.ts';
import { plainFeatures } from '../../core/features/view-rows.ts';
import { columnKind, readColumns } from '../duckdb/read-columns.ts';
import type { Session } from '../duckdb/session.ts';
import { columnTypes, readGroups } from './keyed-rows.ts';
import { viewFault } from './view-fault.ts';

/** What the plain features `names` are taken from, out of `work.rows`. Throws `config` for a feature of a type that no model reads. */
export async function readNewest(
  session: Session,
  join: OnlineJoin,
  names: readonly string[],
  since: number,
): Promise<NewestRows> {
  const { view } = join;
  const keys = keyColumns(join.keys.length);
  const asKnown = view.knownAt !== undefined;
  const timed = view.time !== undefined;
  await session.run(`CREATE TABLE work.newest AS ${timed ? keptSql(join, since) : onlyRowsSql(keys)}`);
  const features = await expressions(session, join, names);
  const order = timed ? [...keys, newestOrder(asKnown)] : keys;
  const times = timed ? ['arrival', 'e'].map((sql) => ({ sql, kind: 'time' as const })) : [];
  const columns = await readColumns(session, 'work.newest', [...times, ...features], order.join(', '));
  const read = columns.slice(times.length);
  return {
    ...(await readGroups(session, 'work.newest', keys.length)),
    arrivals: timed ? valuesOf(columns[0]) : new Float64Array(),
    times: timed ? valuesOf(columns[1]) : new Float64Array(),
    features: new Map(names.flatMap((name, i) => (read[i] === undefined ? [] : [[name, read[i]] as const]))),
  };
}

function keptSql({ view, keys }: OnlineJoin, since: number): string {
  const ttl = view.ttl === undefined ? undefined : durationMicros(view.ttl);
  return keptNewestSql({ rows: 'work.rows', keys: keys.length, asKnown: view.knownAt !== undefined, since }, ttl);
}

function onlyRowsSql(keys: readonly string[]): string {
  return `SELECT * FROM work.rows WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}`;
}

async function expressions(session: Session, join: OnlineJoin, names: readonly string[]) {
  const found = await columnTypes(session, 'work.newest');
  const all = plainFeatures(join.view);
  return names.map((name) => {
    const sql = `f${all.indexOf(name)}`;
    const kind = columnKind(found.get(sql) ?? '');
    if (kind !== undefined) return { sql, kind };
    throw viewFault(join, `feature ${name} is ${found.get(sql)}, not a number, text or time`);
  });
}

const valuesOf = (column: Column | undefined): Float64Array =>
  column === undefined || column.type === 'category' ? new Float64Array() : column.values;
