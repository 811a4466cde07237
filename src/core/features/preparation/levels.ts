import type { CategoryColumn } from '../frame.ts';

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Level → position. Remembered per list, because serving asks for one row at a time. */
function levelIndex(levels: readonly string[]): ReadonlyMap<string, number> {
  const known = indexes.get(levels);
  if (known) return known;
  const index = new Map(levels.map((level, position) => [level, position]));
  indexes.set(levels, index);
  return index;
}

/** New code of each of a column's own codes, by the level's text; `unknown` for a level that `levels` doesn't have. */
export function translateLevels(column: CategoryColumn, levels: readonly string[], unknown = -1): Int32Array {
  const index = levelIndex(levels);
  return Int32Array.from(column.levels, (level) => index.get(level) ?? unknown);
}

/** The same texts, coded by `levels`. Missing stays missing; a level that is not among them becomes code `unknown`. */
export function recode(column: CategoryColumn, levels: readonly string[], unknown = -1): CategoryColumn {
  const translation = translateLevels(column, levels, unknown);
  return { type: 'category', levels, codes: column.codes.map((code) => (code < 0 ? -1 : (translation[code] ?? -1))) };
}

/** Rows of each level, by code. */
export function countLevels(column: CategoryColumn): Float64Array {
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Levels that at least one row has, sorted as the column's levels are. */
export function usedLevels(column: CategoryColumn): readonly string[] {
  const counts = countLevels(column);
  return column.levels.filter((_, code) => (counts[code] ?? 0) > 0);
}
