import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import type { Column } from '../../core/features/frame.ts';
import { columnOf } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import { columnKind, readColumns } from './read-columns.ts';
import type { Session } from './session.ts';
import { storedTypes } from './typed-column.ts';

/** A column `source:column` of the spine. Booleans come as text, "true" and "false", as labels and groups name them. */
export async function spineColumn(session: Session, spine: Source, reference: string): Promise<Column> {
  const name = columnOf(reference);
  const declared = spine.columns[name];
  if (declared === undefined || reference !== `${spine.name}:${name}`) {
    const message = `${reference} is not a column of the spine ${spine.name}`;
    throw new AvalError('config', { rule: 'frame.spineColumn', message });
  }
  const text = declared.type === 'boolean';
  const sql = text ? `CAST(${identifier(name)} AS VARCHAR)` : identifier(name);
  const kind = text ? 'category' : (columnKind(storedTypes[declared.type]) ?? 'category');
  const [column] = await readColumns(session, 'work.spine', [{ sql, kind }], '"#rid"');
  return column ?? { type: 'number', values: new Float64Array() };
}
