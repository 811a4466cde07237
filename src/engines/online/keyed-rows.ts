import { keyTexts } from '../../core/features/online/key-text.ts';
import type { KeyedRows } from '../../core/features/online/online-rows.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { keyColumns } from '../../core/features/sql.ts';
import { repeatedKeysSql } from '../../core/features/view-rows.ts';
import { columnKind, readColumns } from '../duckdb/read-columns.ts';
import type { Session } from '../duckdb/session.ts';
import { viewFault } from './view-fault.ts';

/** The groups of a table (k0, k1, ...), in the order that rows have which are sorted by their keys first. */
export async function readGroups(session: Session, table: string, keys: number): Promise<KeyedRows> {
  const names = keyColumns(keys);
  const found = await columnTypes(session, table);
  const groups = `(SELECT ${names.join(', ')}, count(*) AS n FROM ${table} GROUP BY ALL)`;
  const kinds = names.map((sql) => ({ sql, kind: columnKind(found.get(sql) ?? '') ?? 'category' }));
  const columns = await readColumns(session, groups, [...kinds, { sql: 'n', kind: 'number' }], names.join(', '));
  const last = columns.at(-1);
  const counts = last?.type === 'number' ? last.values : new Float64Array();
  const starts = new Uint32Array(counts.length + 1);
  for (const [group, count] of counts.entries()) starts[group + 1] = (starts[group] ?? 0) + count;
  return { keys: keyTexts(columns.slice(0, -1), counts.length).map(String), starts };
}

/** Keys must be of the kind that a request has, none may be one that a request can't say, and without a time each has one row. Throws `config`. */
export async function checkKeys(session: Session, join: OnlineJoin, names: readonly string[]): Promise<void> {
  const found = await columnTypes(session, 'work.rows');
  for (const [i, { name, type }] of join.keys.entries()) {
    const kind = columnKind(found.get(`k${i}`) ?? '');
    if (kind !== type) throw viewFault(join, `its key ${names[i]} is ${found.get(`k${i}`)}, and ${name} is a ${type}`);
    if (kind === 'number') await refuseLarge(session, join, `k${i}`, names[i] ?? '');
  }
  if (join.view.time !== undefined) return;
  const [repeated] = await session.numbers(repeatedKeysSql('work.rows', names.length));
  if ((repeated?.[0] ?? 0) === 0) return;
  throw viewFault(join, `${repeated?.[0]} keys have several rows, and without a time none of them is the right one`);
}

async function refuseLarge(session: Session, join: OnlineJoin, key: string, name: string): Promise<void> {
  const greatest = `SELECT max(abs(CAST(${key} AS DOUBLE))) FROM work.rows`;
  const [found] = await session.numbers(greatest);
  if (!((found?.[0] ?? 0) > Number.MAX_SAFE_INTEGER)) return;
  throw viewFault(join, `its key ${name} holds numbers beyond 2^53, which JSON rounds: declare it a string`);
}

/** DuckDB types of a relation by column. */
export async function columnTypes(session: Session, relation: string): Promise<ReadonlyMap<string, string>> {
  const [names = [], found = []] = await session.texts(`SELECT column_name, column_type FROM (DESCRIBE ${relation})`);
  return new Map(names.map((name, i) => [name ?? '', found[i] ?? '']));
}
