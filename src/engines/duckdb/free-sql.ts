import type { FeatureView } from '../../core/definitions/schema/feature-view.ts';
import type { Fault } from '../../core/errors.ts';
import { refuseFreeSql } from '../../core/features/free-sql.ts';
import { plainFeature, plainFeatures, syntaxTreeSql } from '../../core/features/view-rows.ts';
import type { Session } from './session.ts';

/** What is wrong with the SQL of a view, before any of it runs. */
export async function freeSqlFaults(session: Session, view: FeatureView): Promise<Fault[]> {
  const unstable = new Set(await unstableFunctions(session));
  const reserved = new Set(await catalogNames(session));
  const pieces: { where: string; form: 'expression' | 'query'; sql: string }[] = [];
  if (view.sql) pieces.push({ where: 'sql', form: 'query', sql: view.sql });
  if (view.knownAt) pieces.push({ where: 'knownAt', form: 'expression', sql: view.knownAt });
  for (const name of plainFeatures(view)) {
    const feature = plainFeature(view, name);
    if ('sql' in feature) pieces.push({ where: `features.${name}.sql`, form: 'expression', sql: feature.sql });
  }
  const faults: Fault[] = [];
  for (const { where, form, sql } of pieces) {
    const [text = []] = await session.texts(syntaxTreeSql(form === 'query' ? sql : `SELECT (${sql}\n)`));
    const refusal = refuseFreeSql(JSON.parse(text[0] ?? 'null'), { form, table: view.source, unstable, reserved });
    if (refusal !== null) faults.push({ rule: 'view.sql', message: `view ${view.name}, ${where}: ${refusal}` });
  }
  return faults;
}

/** Views that are always in reach, such as duckdb_tables: they tell what else the session holds. */
async function catalogNames(session: Session): Promise<string[]> {
  const [names = []] = await session.texts('SELECT DISTINCT lower(view_name) FROM duckdb_views() WHERE internal');
  return names.filter((name) => name !== null);
}

/** Asked of DuckDB itself, so that the list can't fall behind. */
async function unstableFunctions(session: Session): Promise<string[]> {
  const clock = `function_type = 'macro' AND contains(lower(macro_definition), 'current_timestamp')`; // ago(x): a macro has no stability
  const sql = `SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') OR (${clock})`;
  const [names = []] = await session.texts(sql);
  return names.filter((name) => name !== null);
}
