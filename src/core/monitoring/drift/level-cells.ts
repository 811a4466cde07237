import type { FrequentLevels } from '../profile/frequent-levels.ts';

/** Rows of a level on both sides. The last cell, without a level, is everything that the reference doesn't list: unseen there, or rare. */
export interface LevelCell {
  readonly level: string | undefined;
  readonly reference: number;
  readonly current: number;
}

export function levelCells(reference: FrequentLevels, current: FrequentLevels): readonly LevelCell[] {
  const rows = new Map(current.listed);
  const cells = reference.listed.map(([level, n]): LevelCell => {
    const found = rows.get(level) ?? 0;
    rows.delete(level);
    return { level, reference: n, current: found };
  });
  const unlisted = [...rows.values()].reduce((sum, n) => sum + n, current.rest);
  return [...cells, { level: undefined, reference: reference.rest, current: unlisted }];
}

/** Half the sum of |p - q| over the cells: the share of rows that would have to change their level. NaN where a side has no rows. */
export function totalVariationDistance(cells: readonly LevelCell[]): number {
  const { reference, current } = cellTotals(cells);
  if (reference === 0 || current === 0) return Number.NaN;
  return cells.reduce((sum, cell) => sum + Math.abs(cell.reference / reference - cell.current / current), 0) / 2;
}

export function cellTotals(cells: readonly LevelCell[]): { readonly reference: number; readonly current: number } {
  return {
    reference: cells.reduce((sum, cell) => sum + cell.reference, 0),
    current: cells.reduce((sum, cell) => sum + cell.current, 0),
  };
}
