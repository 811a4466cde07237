import type { CategoryColumn } from '../features/frame.ts';

/** Rows of each level that occurs, most rows first, ties by code unit. */
export function levelCounts({ codes, levels }: CategoryColumn): readonly (readonly [level: string, rows: number])[] {
  const rows = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  return levels
    .map((level, code) => [level, rows[code] ?? 0] as const) // levels are sorted by code unit, and the sort keeps that
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
}
