import { drawPoisson, type PoissonTable, poissonTable } from './poisson.ts';
import type { Random } from './random.ts';

/** How many rows are alike in all that counts; where they weigh differently, the sums of their weights and of the squared weights. */
export interface CountedCells {
  readonly cells: Float64Array;
  readonly squares?: Float64Array;
}

interface Cell {
  /** Weight of one drawn row. */
  readonly scale: number;
  readonly table: PoissonTable;
}

/**
 * Bootstraps rows by what rates see of them: their cells. Each cell's rows are drawn as a Poisson number of its size, which is how often a row
 * occurs in a resample of many; so a resample costs as much as there are cells, however many rows there are. Weighted rows are drawn as their
 * effective number, so that mean and variance are those of drawing them one by one. Calls `visit` with each resample's cells, which it may not keep.
 */
export function resampleCells(
  { cells, squares }: CountedCells,
  resamples: number,
  random: Random,
  visit: (drawn: Float64Array, resample: number) => void,
): void {
  const tables = Array.from(cells, (count, place): Cell => {
    const square = squares?.[place] ?? count;
    if (count === 0) return { scale: 0, table: poissonTable(0) };
    return { scale: square / count, table: poissonTable((count * count) / square) };
  });
  const drawn = new Float64Array(cells.length);
  for (let resample = 0; resample < resamples; resample += 1) {
    for (const [place, { scale, table }] of tables.entries()) {
      drawn[place] = scale === 0 ? 0 : scale * drawPoisson(table, random);
    }
    visit(drawn, resample);
  }
}
