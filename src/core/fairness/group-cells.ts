import { clustersOf } from '../comparison/clusters.ts';
import type { Random } from '../comparison/random.ts';
import { resampleCells } from '../comparison/resample-cells.ts';
import { type ClusterCells, clusterCells, resampleClusters } from '../comparison/resample-clusters.ts';
import type { CategoryColumn } from '../features/frame.ts';
import { type Rate, rateOf } from './group-rates.ts';

/** Rows to group: 0/1 labels and decisions, the group of each row (none: -1), its weight where rows weigh differently, and its cluster. */
export interface DecidedRows {
  readonly label: Float64Array;
  readonly predicted: Float64Array;
  /** Decisions of another model on the same rows. */
  readonly other?: Float64Array;
  readonly group: CategoryColumn;
  readonly weight?: Float64Array;
  readonly cluster?: CategoryColumn;
}

/** The confusion cells of every group: all that its rates are made of. */
export interface GroupCells {
  readonly groups: readonly string[];
  /** Rows of each group, whatever they weigh. */
  readonly rows: Float64Array;
  /**
   * For each group, and then for the rows of none: tp, fp, fn, tn as (weighted) rows. With another model eight: the four where it says no, then
   * those where it says yes.
   */
  readonly cells: Float64Array;
  /** Cells of a group: 4, or 8 with another model. */
  readonly width: number;
  /** Sums of the squared weights in the cells: what their spread is made of. Absent: every row counts 1. */
  readonly squares?: Float64Array;
  /** Where rows come in clusters: what each adds to the cells. */
  readonly clusters?: ClusterCells;
}

/** Counts the cells of all groups in one pass over the rows. */
export function countCells({ label, predicted, other, group, weight, cluster }: DecidedRows): GroupCells {
  const count = group.levels.length;
  const width = other === undefined ? 4 : 8;
  const rows = new Float64Array(count);
  const cells = new Float64Array(width * (count + 1));
  const squares = weight && new Float64Array(cells.length);
  const cellOf = cluster && new Uint32Array(label.length);
  for (let i = 0; i < label.length; i += 1) {
    const code = group.codes[i] ?? -1;
    const place = code < 0 ? count : code;
    const own = (predicted[i] === 1 ? 0 : 2) + (label[i] === 1 ? 0 : 1);
    const cell = width * place + own + (other?.[i] === 1 ? 4 : 0);
    const counts = weight === undefined ? 1 : (weight[i] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + counts;
    if (cellOf) cellOf[i] = cell;
    if (squares) squares[cell] = (squares[cell] ?? 0) + counts * counts;
    if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  }
  const clusters = clustersOf(cluster, [Uint32Array.from(label.keys())]);
  return {
    groups: group.levels,
    rows,
    cells,
    width,
    ...(squares && { squares }),
    ...(clusters && cellOf && { clusters: clusterCells(clusters, cellOf, weight) }),
  };
}

/** Cells of resampled rows, or of resampled clusters. Calls `visit` with each resample's cells, which it may not keep. */
export function resampleGroups(
  counted: GroupCells,
  resamples: number,
  random: Random,
  visit: (drawn: Float64Array, resample: number) => void,
): void {
  const { clusters, cells } = counted;
  if (clusters === undefined) resampleCells(counted, resamples, random, visit);
  else resampleClusters(clusters, cells.length, resamples, random, visit);
}

/** How many clusters the rows are in; undefined where they are independent. */
export function clustersIn({ clusters }: GroupCells): number | undefined {
  return clusters && clusters.starts.length - 1;
}

/** The four cells of each group for one of two models: of the one that was counted, or of the other. */
export function cellsOf(which: 'counted' | 'other', eight: Float64Array): Float64Array {
  const four = new Float64Array(eight.length / 2);
  for (let i = 0; i < eight.length; i += 1) {
    const inGroup = i % 8;
    const negative = inGroup % 2; // of tp, fp, fn, tn the second and the last are negatives
    const cell = which === 'counted' ? inGroup % 4 : negative + (inGroup < 4 ? 2 : 0);
    const place = 4 * Math.floor(i / 8) + cell;
    four[place] = (four[place] ?? 0) + (eight[i] ?? 0);
  }
  return four;
}

/** A rate of each group, written into `values`, and of all rows. `cells` has four for each group, and four for the rows of none. */
export function ratesOf(cells: Float64Array, rate: Rate, values: Float64Array): number {
  const all = new Float64Array(4);
  for (let i = 0; i < cells.length; i += 1) all[i % 4] = (all[i % 4] ?? 0) + (cells[i] ?? 0);
  for (let group = 0; group < values.length; group += 1) values[group] = rateOf(cells, 4 * group, rate);
  return rateOf(all, 0, rate);
}
