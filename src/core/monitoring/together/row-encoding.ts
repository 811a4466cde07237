import { byCodeUnit } from '../../features/category.ts';
import type { CategoryColumn, Column, Frame, NumberColumn } from '../../features/frame.ts';
import { spreadOf } from './reconstruction.ts';
import type { Rows } from './rows.ts';

/** Levels with fewer of the reference rows count as one. */
const leastShare = 0.01;
const mostLevels = 20;

/** A column as numbers of a row, from the place `at` on. */
interface EncodedColumn {
  readonly name: string;
  readonly width: number;
  write(column: Column | undefined, row: number, out: Float64Array, at: number): void;
}

/** How rows of a frame become rows of numbers: fitted on the reference, the same for every window. */
export interface RowEncoding {
  readonly columns: readonly EncodedColumn[];
}

/**
 * A number in standard deviations of the reference from its mean; one that is missing or infinite stands at the mean, and where the reference misses some,
 * a further number says which. A category is 1 for its level and 0 for the others: the reference's frequent levels, all others as one, and missing where
 * the reference misses some. Columns that never vary in the reference, and times, are left out.
 */
export function fitRowEncoding(reference: Frame): RowEncoding {
  const columns = [...reference.columns].flatMap(([name, column]): EncodedColumn[] => {
    if (column.type === 'number') return encodedNumber(name, column);
    return column.type === 'category' ? encodedCategory(name, column) : [];
  });
  return { columns };
}

/** All rows of a frame. */
export function encodeRows({ columns }: RowEncoding, frame: Frame): Rows {
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const values = new Float64Array(frame.rows * width);
  let at = 0;
  for (const encoded of columns) {
    const column = frame.columns.get(encoded.name);
    for (let row = 0; row < frame.rows; row += 1) encoded.write(column, row, values, row * width + at);
    at += encoded.width;
  }
  return { count: frame.rows, width, values };
}

/** Numbers and categories: times move with every window. */
export function comparableFrame({ rows, columns }: Frame): Frame {
  return { rows, columns: new Map([...columns].filter(([, { type }]) => type !== 'time')) };
}

/** Whether any row has a value in any of the columns. */
export function hasValues({ columns }: RowEncoding, frame: Frame): boolean {
  return columns.some(({ name }) => {
    const column = frame.columns.get(name);
    if (column === undefined) return false;
    return column.type === 'category' ? column.codes.some((code) => code >= 0) : column.values.some(Number.isFinite);
  });
}

function encodedNumber(name: string, { values }: NumberColumn): EncodedColumn[] {
  const known = values.filter(Number.isFinite);
  const { mean, deviation } = spreadOf(known);
  if (!(deviation > 1e-12 * Math.abs(mean))) return [];
  const indicator = known.length < values.length;
  const write: EncodedColumn['write'] = (column, row, out, at) => {
    const value = column?.type === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN;
    const isKnown = Number.isFinite(value);
    out[at] = isKnown ? (value - mean) / deviation : 0;
    if (indicator) out[at + 1] = Number(!isKnown);
  };
  return [{ name, width: indicator ? 2 : 1, write }];
}

function encodedCategory(name: string, { codes, levels }: CategoryColumn): EncodedColumn[] {
  const counts = new Float64Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing += 1;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  if (counts.some((count) => count === codes.length) || missing === codes.length) return [];
  const frequent = levels
    .map((level, code) => ({ level, count: counts[code] ?? 0 }))
    .filter(({ count }) => count >= leastShare * codes.length && count > 0)
    .sort((a, b) => b.count - a.count || byCodeUnit(a.level, b.level))
    .slice(0, mostLevels);
  const places = new Map(frequent.map(({ level }, place) => [level, place]));
  const other = frequent.length;
  const none = missing > 0 ? other + 1 : other;
  const write: EncodedColumn['write'] = (column, row, out, at) => {
    const code = column?.type === 'category' ? (column.codes[row] ?? -1) : -1;
    const level = column?.type === 'category' ? column.levels[code] : undefined;
    out[at + (level === undefined ? none : (places.get(level) ?? other))] = 1;
  };
  return [{ name, width: none + 1, write }];
}
