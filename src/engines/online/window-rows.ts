import { durationMicros } from '../../core/definitions/schema/values.ts';
import type { Column } from '../../core/features/frame.ts';
import { keptWindowsSql } from '../../core/features/online/kept-rows-sql.ts';
import type { AggregatedValues, WindowRows } from '../../core/features/online/online-rows.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { keyColumns } from '../../core/features/sql.ts';
import { aggregateFeatures, type ViewOrigin } from '../../core/features/view-rows.ts';
import { readColumns } from '../duckdb/read-columns.ts';
import type { Session } from '../duckdb/session.ts';
import { columnTypes, readGroups } from './keyed-rows.ts';
import { viewFault } from './view-fault.ts';

/** What other types are added up in is not a double, so the bits would differ from those of training. */
const addedAsDoubles = /^(U?(TINYINT|SMALLINT|INTEGER)|BIGINT|DOUBLE)$/;

/** What the aggregates `names` are made of, out of `work.rows`. Throws `config` for one over a type that is not added up in doubles. */
export async function readWindows(
  session: Session,
  join: OnlineJoin,
  names: readonly string[],
  since: number,
  { integers }: Pick<ViewOrigin, 'integers'>,
): Promise<WindowRows> {
  const { view } = join;
  const [keys, asKnown] = [join.keys.length, view.knownAt !== undefined];
  const longest = Math.max(...names.map((name) => durationMicros(view.aggregate[name]?.window ?? '')));
  const kept = keptWindowsSql({ rows: 'work.rows', keys, asKnown, since }, longest);
  await session.run(`CREATE TABLE work.windows AS ${kept}`);
  const aggregated = await aggregatedColumns(session, join, names);
  const times = ['e', ...(asKnown ? ['c'] : [])].map((sql) => ({ sql, kind: 'time' as const }));
  const values = aggregated.map(({ sql }) => ({ sql, kind: 'number' as const }));
  const order = [...keyColumns(keys), 'e'].join(', ');
  const columns = (await readColumns(session, 'work.windows', [...times, ...values], order)).map(valuesOf);
  const [happened = new Float64Array(), known] = columns;
  const read = columns.slice(times.length);
  return {
    ...(await readGroups(session, 'work.windows', keys)),
    times: happened,
    ...(asKnown && known !== undefined && { known }),
    values: new Map(
      aggregated.map(({ name, of }, i): [string, AggregatedValues] => [
        name,
        { values: read[i] ?? new Float64Array(), exact: integers.has(of) },
      ]),
    ),
  };
}

async function aggregatedColumns(session: Session, join: OnlineJoin, names: readonly string[]) {
  const found = await columnTypes(session, 'work.windows');
  const all = aggregateFeatures(join.view);
  return names.flatMap((name) => {
    const aggregate = join.view.aggregate[name];
    if (aggregate === undefined || aggregate.function === 'count') return [];
    const sql = `v${all.indexOf(name)}`;
    const type = found.get(sql) ?? '';
    if (addedAsDoubles.test(type)) return [{ name, of: aggregate.of, sql }];
    throw viewFault(
      join,
      `${name} aggregates ${type}; while serving it must be an integer or DOUBLE: cast it in \`sql\``,
    );
  });
}

const valuesOf = (column: Column): Float64Array => (column.type === 'category' ? new Float64Array() : column.values);
