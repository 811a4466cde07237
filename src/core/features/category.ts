import type { CategoryColumn } from './frame.ts';

/** A category column from text; null is missing. `levels` adds values that may not occur. */
export function categoryColumn(values: readonly (string | null)[], levels: readonly string[] = []): CategoryColumn {
  const distinct = new Set(levels);
  for (const value of values) if (value !== null) distinct.add(value);
  const sorted = [...distinct].sort(byCodeUnit);
  const codes = new Map(sorted.map((level, code) => [level, code]));
  return {
    type: 'category',
    levels: sorted,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (codes.get(value) ?? -1))),
  };
}

/** The order of `<` on strings, the same in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
