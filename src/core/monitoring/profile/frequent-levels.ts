import * as z from 'zod';

/** Levels listed at most; longer level texts than `maximumLength` are never listed. */
const maximumListed = 1024;
const maximumLength = 500;

const entry = z.tuple([z.string().max(maximumLength), z.int().min(1)]);

/**
 * The most frequent levels with their rows, most rows first, ties by code unit. `rest` counts the rows of all others. No level has more than
 * `slack` rows beyond what is listed for it: 0 says that the list is exact and complete.
 */
export const frequentLevelsSchema = z
  .strictObject({ listed: z.array(entry).max(maximumListed), rest: z.int().min(0), slack: z.int().min(0) })
  .refine(
    (levels) => new Set(levels.listed.map(([level]) => level)).size === levels.listed.length,
    'a level is listed twice',
  );
export type FrequentLevels = z.output<typeof frequentLevelsSchema>;

export function frequentLevels(counts: ReadonlyMap<string, number>): FrequentLevels {
  const ordered = [...counts].filter(([, rows]) => rows > 0).sort(moreRowsFirst);
  const candidates = ordered.filter(([level]) => level.length <= maximumLength);
  const listed = candidates.slice(0, maximumListed);
  const kept = new Set(listed.map(([level]) => level));
  let [rest, slack] = [0, 0];
  for (const [level, rows] of ordered) {
    if (kept.has(level)) continue;
    rest += rows;
    slack = Math.max(slack, rows);
  }
  return { listed, rest, slack };
}

/** Sums what both list (Misra-Gries merge). A level that fell off one list is counted too low by at most the sum of both slacks. */
export function mergeFrequentLevels(a: FrequentLevels, b: FrequentLevels): FrequentLevels {
  const counts = new Map(a.listed);
  for (const [level, rows] of b.listed) counts.set(level, (counts.get(level) ?? 0) + rows);
  const merged = frequentLevels(counts);
  return { ...merged, rest: merged.rest + a.rest + b.rest, slack: merged.slack + a.slack + b.slack };
}

function moreRowsFirst(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
}
