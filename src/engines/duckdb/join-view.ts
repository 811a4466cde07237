import type { FeatureView } from '../../core/definitions/schema/feature-view.ts';
import { AvalError } from '../../core/errors.ts';
import type { Column } from '../../core/features/frame.ts';
import {
  aggregateFeatures,
  aggregatesSql,
  newestRowSql,
  plainFeatures,
  repeatedKeysSql,
  type ViewOrigin,
  viewRowsSql,
} from '../../core/features/view-rows.ts';
import { columnKind, readColumns } from './read-columns.ts';
import type { Session } from './session.ts';

export interface JoinedView {
  /** In the order asked for; names as in the view. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Spine rows that found a row. */
  readonly matched: number;
}

/**
 * Joins features of one view to `spine`, a relation (rid, t, k0, ...). Throws `config` for what the data or the view's SQL
 * make impossible.
 */
export async function joinView(
  session: Session,
  view: FeatureView,
  features: readonly string[],
  spine: string,
  origin: ViewOrigin,
): Promise<JoinedView> {
  try {
    return await join(session, view, features, spine, origin);
  } catch (error) {
    // The session is sound and our own SQL is tested, so what fails here is what the definition says.
    if (error instanceof AvalError && error.faults[0]?.rule === 'duckdb.query') {
      throw new AvalError('config', viewFault(view, error.message), { cause: error });
    }
    throw error;
  }
}

async function join(
  session: Session,
  view: FeatureView,
  features: readonly string[],
  spine: string,
  origin: ViewOrigin,
): Promise<JoinedView> {
  await session.run(`CREATE OR REPLACE VIEW work.rows AS ${viewRowsSql(view, origin)}`);
  await checkRows(session, view, spine, origin.keys.length);
  const plain = plainFeatures(view);
  const aggregates = aggregateFeatures(view);
  const newest = features.some((name) => plain.includes(name));
  const windowed = features.some((name) => aggregates.includes(name));
  if (newest)
    await session.run(`CREATE TABLE work.newest AS ${newestRowSql(view, spine, 'work.rows', origin.keys.length)}`);
  if (windowed) await session.run(`CREATE TABLE work.windows AS ${aggregatesSql(view, spine, 'work.rows', origin)}`);
  const columns = new Map<string, Column>();
  if (newest) await read(session, view, 'work.newest', 'f', plain, features, columns);
  if (windowed) await read(session, view, 'work.windows', 'a', aggregates, features, columns);
  const [matched] = await session.numbers(
    `SELECT count(*)::DOUBLE FROM work.${newest ? 'newest' : 'windows'} WHERE matched`,
  );
  await session.run('DROP TABLE IF EXISTS work.newest');
  await session.run('DROP TABLE IF EXISTS work.windows');
  return { columns, matched: matched?.[0] ?? 0 };
}

async function checkRows(session: Session, view: FeatureView, spine: string, keys: number): Promise<void> {
  // Comparing keys of two types would convert one of them, and "007" would meet 7.
  const ofRows = await types(session, 'work.rows');
  const ofSpine = await types(session, spine);
  for (let i = 0; i < keys; i++) {
    const [found, expected] = [ofRows.get(`k${i}`), ofSpine.get(`k${i}`)];
    if (columnKind(found ?? '') === columnKind(expected ?? '')) continue;
    throw new AvalError('config', viewFault(view, `its key is ${found}, that of the spine ${expected}`));
  }
  if (view.time !== undefined) return;
  const [repeated] = await session.numbers(repeatedKeysSql('work.rows', keys));
  if ((repeated?.[0] ?? 0) === 0) return;
  const message = `${repeated?.[0]} keys have several rows, and without a time none of them is the right one`;
  throw new AvalError('config', viewFault(view, message));
}

async function read(
  session: Session,
  view: FeatureView,
  table: string,
  prefix: string,
  names: readonly string[],
  wanted: readonly string[],
  into: Map<string, Column>,
): Promise<void> {
  const found = await types(session, table);
  const chosen = wanted.filter((name) => names.includes(name));
  const expressions = chosen.map((name) => {
    const sql = `${prefix}${names.indexOf(name)}`;
    const kind = columnKind(found.get(sql) ?? '');
    if (kind) return { sql, kind };
    throw new AvalError('config', viewFault(view, `feature ${name} is ${found.get(sql)}, not a number, text or time`));
  });
  const columns = await readColumns(session, table, expressions, 'rid');
  chosen.forEach((name, i) => {
    const column = columns[i];
    if (column) into.set(name, column);
  });
}

/** DuckDB types of a relation by column. */
async function types(session: Session, relation: string): Promise<Map<string, string>> {
  const [names = [], found = []] = await session.texts(`SELECT column_name, column_type FROM (DESCRIBE ${relation})`);
  return new Map(names.map((name, i) => [name ?? '', found[i] ?? '']));
}

function viewFault(view: FeatureView, message: string): { rule: string; message: string; hint: string } {
  return { rule: 'view.rows', message: `view ${view.name}: ${message}`, hint: `See features/${view.name}.yaml` };
}
