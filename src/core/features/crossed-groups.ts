import { categoryColumn } from './category.ts';
import type { CategoryColumn } from './frame.ts';

/** What stands between the parts of a combination: "over 25 × female". */
const times = ' × ';

/** The name of a combination of parts. */
export function crossedName(parts: readonly (string | number | boolean)[]): string {
  return parts.map(String).join(times);
}

/** The combination of groups that each row is in; none where it lacks one of them. Only combinations that occur are levels. */
export function crossGroups(columns: readonly CategoryColumn[]): CategoryColumn {
  const rows = columns[0]?.codes.length ?? 0;
  const names = Array.from({ length: rows }, (_, row) => {
    const parts = columns.map(({ codes, levels }) => levels[codes[row] ?? -1]);
    return parts.some((part) => part === undefined) ? null : crossedName(parts.map((part) => part ?? ''));
  });
  return categoryColumn(names);
}
