import type { Statistic } from '../evaluation/statistic.ts';
import type { Clusters } from './clusters.ts';

/** Clusters beyond these are left out several at a time, so that the work stays that of as many resamples. */
const mostBlocks = 2000;

/** A statistic of one segment of the rows that are drawn together. */
export interface PlacedStatistic {
  readonly statistic: Statistic;
  /** Place of its first row among the rows of all segments. */
  readonly start: number;
  /** Of all segments. */
  readonly rows: number;
  readonly observed: number;
}

/**
 * The number without each row in turn; with clusters, without each cluster, or, beyond 2,000 of them, without each of 2,000 blocks of clusters: the
 * acceleration that BCa makes of it is the same but for chance. NaN where it is degenerate.
 */
export function leaveOneOut(of: PlacedStatistic, clusters: Clusters | undefined): Float64Array {
  const { statistic, start, rows, observed } = of;
  if (clusters !== undefined) return leaveClustersOut(of, clusters);
  const leftOut = new Float64Array(rows).fill(observed);
  leftOut.set(statistic.leaveOneOut(), start);
  return leftOut;
}

function leaveClustersOut({ statistic, start, observed }: PlacedStatistic, { count, of }: Clusters): Float64Array {
  const blocks = Math.min(count, mostBlocks);
  // Neighbours by name may be alike, like days in a row, so a block takes them from all over.
  const blockOf = (row: number) => (of[start + row] ?? 0) % blocks;
  const members: number[][] = Array.from({ length: blocks }, () => []);
  for (let row = 0; row < statistic.rows; row += 1) members[blockOf(row)]?.push(row);
  const counts = new Uint32Array(statistic.rows).fill(1);
  return Float64Array.from(members, (rows) => {
    if (rows.length === 0) return observed; // all its rows are in another segment
    for (const row of rows) counts[row] = 0;
    const { value, degenerate } = statistic.value(counts);
    for (const row of rows) counts[row] = 1;
    return degenerate === undefined ? value : Number.NaN;
  });
}
