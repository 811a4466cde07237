import { AvalError } from '../../errors.ts';
import type { Column, Frame } from '../../features/frame.ts';
import { powerOfTwoAtLeast } from '../power-of-two.ts';

/** A feature within the design matrix is (value - shift) / scale. */
export interface DesignColumn {
  readonly name: string;
  /** The mean of a column that is mostly non-zero; 0 for a sparse one, which stays sparse. */
  readonly shift: number;
  /** A power of two that brings the column to at most 1. */
  readonly scale: number;
}

/** Rows without their zeros: row i has `values[k]` at `columns[k]` for `starts[i] <= k < starts[i + 1]`. */
export interface DesignMatrix {
  readonly rows: number;
  /** The last column, beyond those described, is the intercept's, always 1. */
  readonly described: readonly DesignColumn[];
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

interface Source {
  readonly described: DesignColumn;
  readonly values: Float64Array;
  /** Rows whose value is not the shift, ascending. */
  readonly rows: Int32Array;
}

/** Builds the rows. Throws `config` for a column that is no number, `evidence` for a value that is missing or infinite. */
export function designMatrix(frame: Frame): DesignMatrix {
  const list = new Int32Array(frame.rows);
  const everyRow = list.map((_, row) => row);
  const sources = Array.from(frame.columns, ([name, column]) =>
    sourceOf(name, numbersOf(name, column), list, everyRow),
  );
  const starts = countValues(sources, frame.rows);
  const size = starts[frame.rows] as number; // one start more than there are rows
  const columns = new Int32Array(size);
  const values = new Float64Array(size);
  const next = starts.slice(0, frame.rows);
  for (const [j, source] of sources.entries()) fillColumn(source, j, next, columns, values);
  for (let row = 0; row < frame.rows; row++) {
    const at = next[row] as number; // row < length
    columns[at] = sources.length;
    values[at] = 1;
  }
  return { rows: frame.rows, described: sources.map(({ described }) => described), starts, columns, values };
}

/** The numbers of a column that a linear model can use. */
export function numbersOf(name: string, column: Column): Float64Array {
  if (column.type !== 'number') throw notNumbers(name, column.type);
  const row = firstNotFinite(column.values);
  if (row === -1) return column.values;
  const missing = Number.isNaN(column.values[row]);
  throw new AvalError('evidence', {
    rule: 'linear.value',
    message: `column "${name}", row ${row}: ${missing ? 'the value is missing' : 'the value is infinite'}, and a linear model needs a finite number`,
    hint: missing
      ? `Add a preparation step: "impute: {columns: [${name}], with: median}".`
      : `Add a preparation step "clip" for this column, or mend the source.`,
  });
}

/** By index, as all loops over values here: an iterator or a callback for each would cost more than the work. */
function firstNotFinite(values: Float64Array): number {
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row])) return row;
  return -1;
}

function notNumbers(name: string, type: 'category' | 'time'): AvalError {
  const step = type === 'category' ? `oneHot: {columns: [${name}]}` : `dateParts: {columns: [${name}], parts: [...]}`;
  return new AvalError('config', {
    rule: 'linear.column',
    message: `column "${name}" holds ${type === 'category' ? 'categories' : 'times'}, and a linear model needs numbers`,
    hint: `Add a preparation step: "${step}".`,
  });
}

/** `list` has room for all rows and is overwritten; `everyRow` is the list of all. */
function sourceOf(name: string, values: Float64Array, list: Int32Array, everyRow: Int32Array): Source {
  const bound = powerOfTwoAtLeast(largestOf(values));
  const nonZero = listRows(values, 0, list);
  if (2 * nonZero < values.length) {
    return { described: { name, shift: 0, scale: bound }, values, rows: list.slice(0, nonZero) };
  }
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += (values[row] as number) / bound; // row < length, here and below
  const shift = (sum / values.length) * bound;
  const scale = powerOfTwoAtLeast(spreadOf(values, shift)) * 2;
  const shifted = listRows(values, shift, list);
  const rows = shifted === values.length ? everyRow : list.slice(0, shifted);
  return { described: { name, shift, scale }, values, rows };
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row] as number);
    if (size > largest) largest = size;
  }
  return largest;
}

/** Half of the largest distance from the shift: the distance itself might be infinite. */
function spreadOf(values: Float64Array, shift: number): number {
  let spread = 0;
  for (let row = 0; row < values.length; row++) {
    const distance = Math.abs((values[row] as number) / 2 - shift / 2);
    if (distance > spread) spread = distance;
  }
  return spread;
}

/** Writes the rows whose value is not the shift; returns how many. The store always happens: no jump depends on data. */
function listRows(values: Float64Array, shift: number, list: Int32Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    list[count] = row;
    count += values[row] === shift ? 0 : 1;
  }
  return count;
}

function countValues(sources: readonly Source[], rows: number): Int32Array {
  const starts = new Int32Array(rows + 1).fill(1, 1); // the intercept
  for (const { rows: filled } of sources) {
    for (let k = 0; k < filled.length; k++) (starts[(filled[k] as number) + 1] as number) += 1; // row + 1 <= rows
  }
  for (let row = 0; row < rows; row++) (starts[row + 1] as number) += starts[row] as number;
  return starts;
}

function fillColumn(
  { described, values: source, rows }: Source,
  j: number,
  next: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): void {
  const factor = 1 / described.scale;
  const origin = described.shift * factor;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] as number;
    const at = next[row] as number; // counted before: every value has its place
    columns[at] = j;
    values[at] = (source[row] as number) * factor - origin; // a power of two: exact, and never overflows
    next[row] = at + 1;
  }
}
