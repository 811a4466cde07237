import type { Sample } from '../sample.ts';

/** Why no ranking metric says anything about these rows. */
export function unrankable({ label }: Sample): string | undefined {
  const negative = label.filter((relevance) => relevance < 0).length;
  if (negative > 0) return `${negative} of ${label.length} rows have a relevance below 0`;
  return label.some((relevance) => relevance > 0) ? undefined : 'no row of any query is relevant';
}

/** Why a gain can't be held against the best order: one row has no other. */
export function singleRows({ label, query }: Sample): string | undefined {
  if (query === undefined) return undefined;
  const rows = new Map<number, number>();
  for (const number of query) rows.set(number, (rows.get(number) ?? 0) + 1);
  const single = [...rows.values()].filter((count) => count === 1).length;
  return label.length > 0 && single > 0
    ? `${single} of ${rows.size} queries have a single row: nothing to rank`
    : undefined;
}
