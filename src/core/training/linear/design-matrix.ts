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

/** Builds the rows. Throws `config` for a column that is no number, `evidence` for a value that is missing or infinite. */
export function designMatrix(frame: Frame): DesignMatrix {
  const sources = Array.from(frame.columns, ([name, column]) => numbersOf(name, column));
  const described = Array.from(frame.columns.keys(), (name, j) => describe(name, sources[j] ?? new Float64Array()));
  const starts = countValues(sources, described, frame.rows);
  const size = starts[frame.rows] as number; // one start more than there are rows
  const columns = new Int32Array(size);
  const values = new Float64Array(size);
  const next = starts.slice(0, frame.rows);
  for (const [j, source] of sources.entries()) {
    const { shift, scale } = described[j] as DesignColumn; // one for each source
    fillColumn(source, j, shift, 1 / scale, next, columns, values);
  }
  for (let row = 0; row < frame.rows; row++) {
    const at = next[row] as number; // row < length
    columns[at] = sources.length;
    values[at] = 1;
  }
  return { rows: frame.rows, described, starts, columns, values };
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

function describe(name: string, values: Float64Array): DesignColumn {
  let nonZero = 0;
  let largest = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number; // row < length, here and below
    if (value !== 0) nonZero += 1;
    if (value > largest) largest = value;
    else if (-value > largest) largest = -value;
  }
  const bound = powerOfTwoAtLeast(largest);
  if (2 * nonZero < values.length) return { name, shift: 0, scale: bound };
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += (values[row] as number) / bound;
  const shift = (sum / values.length) * bound;
  let spread = 0;
  for (let row = 0; row < values.length; row++) {
    const distance = Math.abs((values[row] as number) / 2 - shift / 2);
    if (distance > spread) spread = distance;
  }
  return { name, shift, scale: powerOfTwoAtLeast(spread) * 2 };
}

function countValues(sources: readonly Float64Array[], described: readonly DesignColumn[], rows: number): Int32Array {
  const starts = new Int32Array(rows + 1).fill(1, 1); // the intercept
  for (const [j, source] of sources.entries()) {
    const shift = described[j]?.shift ?? 0;
    for (let row = 0; row < rows; row++) if (source[row] !== shift) (starts[row + 1] as number) += 1; // row + 1 <= rows
  }
  for (let row = 0; row < rows; row++) (starts[row + 1] as number) += starts[row] as number;
  return starts;
}

function fillColumn(
  source: Float64Array,
  j: number,
  shift: number,
  factor: number,
  next: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): void {
  for (let row = 0; row < source.length; row++) {
    const value = source[row] as number; // row < length
    if (value === shift) continue;
    const at = next[row] as number; // counted before: every value has its place
    columns[at] = j;
    values[at] = value * factor - shift * factor; // a power of two: exact, and never overflows
    next[row] = at + 1;
  }
}
