import type { CategoryColumn } from '../../features/frame.ts';

/** Rows by the level that they have in each of two columns. */
export interface Table {
  /** Rows of each level of one column. */
  sums(side: 'first' | 'second'): Float64Array;
  /** Every cell of a level that occurs with a level that occurs, with the sums of both. */
  each(visit: (count: number, first: number, second: number) => void): void;
}

/** The level of each row as its place among `levels`, or -1. */
type Coded = Pick<CategoryColumn, 'codes' | 'levels'>;

/** Rows where one column has no level (-1) are in no cell. */
export function contingencyTable(first: Coded, second: Coded): Table {
  const counts = new Float64Array(first.levels.length * second.levels.length);
  for (let row = 0; row < first.codes.length; row++) {
    const [a, b] = [first.codes[row] ?? -1, second.codes[row] ?? -1];
    if (a < 0 || b < 0) continue;
    const cell = a * second.levels.length + b;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return tableOf(counts, second.levels.length);
}

/** A table from its cells, first column by first column's level. */
export function tableOf(counts: Float64Array, width: number): Table {
  const height = width === 0 ? 0 : counts.length / width;
  const [first, second] = [new Float64Array(height), new Float64Array(width)];
  counts.forEach((count, cell) => {
    const [a, b] = [Math.floor(cell / width), cell % width];
    first[a] = (first[a] ?? 0) + count;
    second[b] = (second[b] ?? 0) + count;
  });
  return {
    sums: (side) => (side === 'first' ? first : second),
    each: (visit) =>
      counts.forEach((count, cell) => {
        const [a, b] = [first[Math.floor(cell / width)] ?? 0, second[cell % width] ?? 0];
        if (a > 0 && b > 0) visit(count, a, b);
      }),
  };
}
