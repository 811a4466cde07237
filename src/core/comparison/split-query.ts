import type { CategoryColumn } from '../features/frame.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Why a column can't be asked about in a ranking: queries are counted whole, and it differs within one. */
export function splitQuery({ query }: ScoredRows, column: CategoryColumn, name: string): string | undefined {
  if (query === undefined) return undefined;
  const codes = new Map<number, number>();
  for (const [row, own] of query.codes.entries()) {
    const code = column.codes[row] ?? -1;
    if ((codes.get(own) ?? code) !== code)
      return `the rows of a query differ in ${name}, and queries are counted whole`;
    codes.set(own, code);
  }
  return undefined;
}
