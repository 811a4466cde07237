import type { Source } from '../definitions/schema/source.ts';
import { AvalError } from '../errors.ts';

/** Names of the columns declared `unique`, sorted. */
export function uniqueColumns({ columns }: Source): readonly string[] {
  return Object.keys(columns)
    .filter((name) => columns[name]?.unique)
    .sort();
}

/** The column whose value identifies a row of the spine: its one `unique` column. Throws `config` for none or several. */
export function rowKeyColumn(spine: Source): string {
  const unique = uniqueColumns(spine);
  const [only] = unique;
  if (only !== undefined && unique.length === 1) return only;
  throw new AvalError('config', {
    rule: 'frame.rowKey',
    message: `the spine ${spine.name} has ${unique.length} columns with "unique: true"`,
    hint: 'Exactly one column is the key of a row.',
  });
}

/**
 * A spine with the rows of another declaration of it: key, time and zone are as base says, the rest as it is. Which rows a change is judged
 * on is a rule of base: by moving the key, a change would draw its holdout anew.
 */
export function withRowsOf(spine: Source, base: Source): Source {
  const columns = Object.entries(spine.columns).map(
    ([name, column]) => [name, { ...column, unique: base.columns[name]?.unique ?? false }] as const,
  );
  const { time: _, zone: __, ...rest } = spine;
  return {
    ...rest,
    ...(base.time !== undefined && { time: base.time }),
    ...(base.zone !== undefined && { zone: base.zone }),
    columns: Object.fromEntries(columns),
  };
}

/** The column part of `source:column`. */
export function columnOf(reference: string): string {
  return reference.slice(reference.indexOf(':') + 1);
}
