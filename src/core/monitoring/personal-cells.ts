import type { LevelCell } from './drift/level-cells.ts';

/** A level that fewer people than this have is not told apart from others. */
export const fewestPeople = 5;

/**
 * Cells whose levels say nothing of anybody: "level 1" is the most frequent of the reference. Those of fewer than five reference rows join the last
 * cell, with whatever the reference lacks.
 */
export function personalCells(cells: readonly LevelCell[]): readonly LevelCell[] {
  const isOwn = ({ level, reference }: LevelCell) => level !== undefined && reference >= fewestPeople;
  const rest = cells.filter((cell) => !isOwn(cell));
  const sum = (side: 'reference' | 'current') => rest.reduce((rows, cell) => rows + cell[side], 0);
  const named = cells.filter(isOwn).map((cell, i) => ({ ...cell, level: `level ${i + 1}` }));
  return [...named, { level: undefined, reference: sum('reference'), current: sum('current') }];
}
