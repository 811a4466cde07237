import type { Fault } from '../../errors.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { SourceColumn } from '../schema/source.ts';
import { faultAt, unknownName } from './fault-at.ts';

type SourceDocument = DocumentOf<'Source'>;

/** Own columns only: a column may be called `constructor`. */
export function columnOf(source: SourceDocument, name: string): SourceColumn | undefined {
  return Object.hasOwn(source.value.columns, name) ? source.value.columns[name] : undefined;
}

export function isNumeric(column: SourceColumn): boolean {
  return column.type === 'int' || column.type === 'float';
}

/** The fault of a name that is no column of the source. */
export function unknownColumn(
  document: DocumentOf<'Source' | 'FeatureView' | 'Model' | 'Gates'>,
  pointer: Pointer,
  source: SourceDocument,
  name: string,
): Fault {
  const fault = unknownName(document, pointer, 'column', name, Object.keys(source.value.columns));
  return { ...fault, message: `unknown column "${name}" of source "${source.value.name}"` };
}

/** A column that says when: it must exist and hold times. */
export function* checkTimeColumn(
  document: DocumentOf<'Source' | 'FeatureView'>,
  pointer: Pointer,
  source: SourceDocument,
  name: string | undefined,
): Generator<Fault> {
  if (name === undefined) return;
  const column = columnOf(source, name);
  if (!column) yield unknownColumn(document, pointer, source, name);
  else if (column.type !== 'timestamp' && column.type !== 'date') {
    const message = `"${name}" holds no times: its type is ${column.type}`;
    yield faultAt(document, pointer, 'column.time', message, 'Expected a column of type timestamp or date.');
  }
}

/** Whether a value of a definition can occur in a column of this type. */
export function fitsType(type: SourceColumn['type'], value: string | number | boolean): boolean {
  if (type === 'int') return Number.isInteger(value);
  if (type === 'float') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string';
}
