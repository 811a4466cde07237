import type { Random } from '../../comparison/random.ts';
import { type Column, type Frame, takeColumn } from '../../features/frame.ts';

/** A row and samples around it: the row itself is the first. */
export interface Perturbations {
  /** What the model is asked. */
  readonly frame: Frame;
  /** samples × features, row-major, as the surrogate sees them. */
  readonly coordinates: Float64Array;
  /** The background's mean on each coordinate. */
  readonly centre: Float64Array;
  /** How long one coordinate is in the feature's own unit; 1 for "the same as in the row". */
  readonly units: Float64Array;
}

/**
 * Draws each feature by itself from the background's values, so that samples hold only values that occur. A number's coordinate is standardised by the
 * background and never drawn missing; a category's is 1 where it is the row's own, as is a number's that the row lacks. Both frames have the same levels.
 */
export function perturbations(
  row: Frame,
  background: Frame,
  features: readonly string[],
  count: number,
  random: Random,
): Perturbations {
  const width = features.length;
  const coordinates = new Float64Array(count * width);
  const centre = new Float64Array(width);
  const units = new Float64Array(width).fill(1);
  const made = new Map<string, Column>();
  for (const [j, name] of features.entries()) {
    const [own, others] = [row.columns.get(name), background.columns.get(name)];
    if (own === undefined || others === undefined) continue; // the scorer says what is absent
    const drawn = drawColumn(own, others, count, random);
    made.set(name, drawn.column);
    centre[j] = drawn.centre;
    units[j] = drawn.unit;
    for (let k = 0; k < count; k++) coordinates[k * width + j] = drawn.coordinate(k);
  }
  return { frame: { rows: count, columns: made }, coordinates, centre, units };
}

interface DrawnColumn {
  readonly column: Column;
  readonly coordinate: (sample: number) => number;
  readonly centre: number;
  readonly unit: number;
}

function drawColumn(own: Column, others: Column, count: number, random: Random): DrawnColumn {
  const present = othersPresent(own, others);
  const pool = present ?? Uint32Array.from({ length: sizeOf(others) }, (_, row) => row);
  const index = Uint32Array.from(
    { length: count },
    () => pool[Math.floor((random.next() / 2 ** 32) * pool.length)] ?? 0,
  );
  const column = withFirst(takeColumn(others, index), own);
  if (present === undefined || column.type === 'category') {
    const same = sameAs(own);
    const alike = pool.reduce((sum, at) => sum + Number(same(others, at)), 0);
    return { column, coordinate: (k) => Number(same(column, k)), centre: alike / pool.length, unit: 1 };
  }
  const values = others.type === 'category' ? [] : Array.from(present, (at) => others.values[at] as number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const unit = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const coordinate = (k: number) => (unit > 0 ? ((column.values[k] as number) - mean) / unit : 0);
  return { column, coordinate, centre: 0, unit: unit > 0 ? unit : 1 };
}

/** Rows of the background with a number, where the row has one, too; undefined where the column tells only same from other. */
function othersPresent(own: Column, others: Column): Uint32Array | undefined {
  if (own.type === 'category' || others.type === 'category' || Number.isNaN(own.values[0])) return undefined;
  const rows = Uint32Array.from(others.values, (_, row) => row).filter((row) => !Number.isNaN(others.values[row]));
  return rows.length > 0 ? rows : undefined;
}

function sizeOf(column: Column): number {
  return column.type === 'category' ? column.codes.length : column.values.length;
}

function sameAs(own: Column): (column: Column, at: number) => boolean {
  return (column, at) =>
    column.type === 'category'
      ? own.type === 'category' && column.codes[at] === own.codes[0]
      : own.type !== 'category' && Object.is(column.values[at], own.values[0]);
}

/** The column with the row's own value in the first place. */
function withFirst(column: Column, own: Column): Column {
  if (column.type === 'category' && own.type === 'category') column.codes[0] = own.codes[0] as number;
  else if (column.type !== 'category' && own.type !== 'category') column.values[0] = own.values[0] as number;
  return column;
}
