import type { CategoryColumn } from '../features/frame.ts';

/** Rows that are drawn together: a patient's, a user's, a day's. */
export interface Clusters {
  readonly count: number;
  /** Which cluster each row is in, from 0; rows of all segments, one after another. */
  readonly of: Uint32Array;
}

/**
 * With fewer clusters no interval is made: the spread between clusters is then known too badly for any level to mean what it says. Measured with 20
 * rows each, 90 % intervals of a difference in accuracy cover 89 % at 10 and 90 % at 20 clusters; of a skewed mean (squared errors of clusters that
 * differ much) 85 % at 10, 86 % at 20 and 88 % at 40.
 */
export const fewestClusters = 10;

/**
 * The clusters that these rows are in, numbered by name, so that the order of rows doesn't matter. A row that names none stands alone. Undefined where
 * nothing is clustered.
 */
export function clustersOf(column: CategoryColumn | undefined, parts: readonly Uint32Array[]): Clusters | undefined {
  if (column === undefined) return undefined;
  const codes = parts.flatMap((part) => Array.from(part, (row) => column.codes[row] ?? -1));
  const named = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
  const numbers = new Map(named.map((code, number) => [code, number]));
  let count = named.length;
  const of = Uint32Array.from(codes, (code) => numbers.get(code) ?? count++);
  return { count, of };
}

/** How often each row counts when its cluster was drawn that often. Overwrites `counts`. */
export function countRows({ of }: Clusters, drawn: Uint32Array, counts: Uint32Array): void {
  for (let row = 0; row < of.length; row += 1) counts[row] = drawn[of[row] ?? 0] ?? 0;
}
