import type { CategoryColumn, Column, Frame, NumberColumn, TimeColumn } from '../../../../src/core/features/frame.ts';

/** Columns and frames written as tests read them: null is missing. */
export function numbers(...values: readonly (number | null)[]): NumberColumn {
  return { type: 'number', values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

export function categories(...values: readonly (string | null)[]): CategoryColumn {
  const levels = [...new Set(values.filter((value) => value !== null))].sort();
  return { type: 'category', levels, codes: Int32Array.from(values, (v) => (v === null ? -1 : levels.indexOf(v))) };
}

export function times(...values: readonly (string | null)[]): TimeColumn {
  return { type: 'time', values: Float64Array.from(values, (v) => (v === null ? Number.NaN : Date.parse(v) * 1000)) };
}

export function frameOf(columns: Readonly<Record<string, Column>>): Frame {
  const [first] = Object.values(columns);
  const rows = first === undefined ? 0 : first.type === 'category' ? first.codes.length : first.values.length;
  return { rows, columns: new Map(Object.entries(columns)) };
}

/** Values as written above, by column name. */
export function contents(frame: Frame): Record<string, (number | string | null)[]> {
  return Object.fromEntries([...frame.columns].map(([name, column]) => [name, cells(column)]));
}

function cells(column: Column): (number | string | null)[] {
  if (column.type === 'category') return [...column.codes].map((code) => column.levels[code] ?? null);
  return [...column.values].map((value) => (Number.isNaN(value) ? null : value));
}
