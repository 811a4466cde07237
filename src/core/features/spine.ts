import type { Source } from '../definitions/schema/source.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import { identifier } from './sql.ts';

/** The columns whose values identify a row of the spine: its first `unique` column, else the keys of its views and the time. */
export function rowKeyColumns({ model, views, entities }: ResolvedModel, spine: Source): string[] {
  const unique = Object.entries(spine.columns).find(([, column]) => column.unique);
  if (unique) return [unique[0]];
  const columns = new Set<string>();
  for (const view of views.values()) {
    for (const key of entities.get(view.entity)?.keys ?? []) columns.add(model.join[key] ?? key);
  }
  if (spine.time !== undefined) columns.add(spine.time);
  return [...columns];
}

/** The text of a row key: the value itself, or a JSON list, so that ("1", "23") and ("12", "3") differ. */
export function rowKeySql(columns: readonly string[]): string {
  const [first] = columns;
  if (first !== undefined && columns.length === 1) return `CAST(${identifier(first)} AS VARCHAR)`;
  return `CAST(to_json([${columns.map((column) => `CAST(${identifier(column)} AS VARCHAR)`).join(', ')}]) AS VARCHAR)`;
}

/** The column part of `source:column`. */
export function columnOf(reference: string): string {
  return reference.slice(reference.indexOf(':') + 1);
}
