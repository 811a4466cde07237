import type { Column } from '../frame.ts';

/** One value of a key: text, a number, or a time in microseconds. */
export type KeyValue = string | number | null;

/** A key as the text that rows are found by; null where a part is missing: that matches nothing. */
export function keyText(parts: readonly KeyValue[]): string | null {
  if (parts.includes(null)) return null;
  return parts.length === 1 ? String(parts[0]) : JSON.stringify(parts);
}

/** The keys of all rows of a request or of a table. A number beyond 2^53 came rounded and is the key of nothing. */
export function keyTexts(columns: readonly Column[], rows: number): (string | null)[] {
  return Array.from({ length: rows }, (_, row) => keyText(columns.map((column) => keyValue(column, row))));
}

function keyValue(column: Column, row: number): KeyValue {
  if (column.type === 'category') return column.levels[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER ? null : value;
}
