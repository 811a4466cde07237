import { clustersOf, fewestClusters } from '../comparison/clusters.ts';
import type { CategoryColumn } from '../features/frame.ts';
import { randomOrder } from './permuted-frame.ts';

const most = 50;
/** With fewer no interval is made of them. */
export const fewestBlocks = fewestClusters;

/** Rows in blocks that are left out in turn. */
export interface RowBlocks {
  readonly count: number;
  /** Which block each row is in. */
  readonly of: Uint32Array;
}

/** At most 50 blocks of about equal size, drawn by the seed, clusters whole. */
export function rowBlocks(rows: number, cluster: CategoryColumn | undefined, seed: number): RowBlocks {
  const all = new Uint32Array(rows).map((_, row) => row);
  const units = clustersOf(cluster, [all]) ?? { count: rows, of: all };
  const count = Math.min(units.count, most);
  const place = randomOrder(units.count, seed, 'blocks');
  return { count, of: units.of.map((unit) => (place[unit] ?? 0) % Math.max(1, count)) };
}

/** How often each row counts, 0 in one block and 1 elsewhere, for each block. */
export function* withoutEachBlock({ count, of }: RowBlocks): Generator<Uint32Array> {
  for (let block = 0; block < count; block += 1) yield of.map((own) => (own === block ? 0 : 1));
}
