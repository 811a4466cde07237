import type { Clusters } from './clusters.ts';
import type { Random } from './random.ts';

/** What each cluster adds to cells that rows are counted in: `sums[i]` to `cells[i]`, for i from `starts[c]` up to `starts[c + 1]`. */
export interface ClusterCells {
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
  readonly sums: Float64Array;
}

/** `cellOf`: the cell of each row; `weight`: what it counts, 1 where absent. */
export function clusterCells(
  { count, of }: Clusters,
  cellOf: ArrayLike<number>,
  weight?: ArrayLike<number>,
): ClusterCells {
  const added = Array.from({ length: count }, () => new Map<number, number>());
  for (let row = 0; row < of.length; row += 1) {
    const [own, cell] = [added[of[row] ?? 0], cellOf[row] ?? 0];
    own?.set(cell, (own.get(cell) ?? 0) + (weight === undefined ? 1 : (weight[row] ?? 0)));
  }
  const starts = new Uint32Array(count + 1);
  for (const [cluster, own] of added.entries()) starts[cluster + 1] = (starts[cluster] ?? 0) + own.size;
  return {
    starts,
    cells: Uint32Array.from(added.flatMap((own) => [...own.keys()])),
    sums: Float64Array.from(added.flatMap((own) => [...own.values()])),
  };
}

/** As `resampleCells`, drawing whole clusters: calls `visit` with each resample's `count` cells, which it may not keep. */
export function resampleClusters(
  { starts, cells, sums }: ClusterCells,
  count: number,
  resamples: number,
  random: Random,
  visit: (drawn: Float64Array, resample: number) => void,
): void {
  const times = new Uint32Array(starts.length - 1);
  const drawn = new Float64Array(count);
  for (let resample = 0; resample < resamples; resample += 1) {
    random.resample(times);
    drawn.fill(0);
    for (let cluster = 0; cluster < times.length; cluster += 1) {
      const drawnTimes = times[cluster] ?? 0;
      for (let i = starts[cluster] ?? 0; drawnTimes > 0 && i < (starts[cluster + 1] ?? 0); i += 1) {
        const cell = cells[i] ?? 0;
        drawn[cell] = (drawn[cell] ?? 0) + drawnTimes * (sums[i] ?? 0);
      }
    }
    visit(drawn, resample);
  }
}
