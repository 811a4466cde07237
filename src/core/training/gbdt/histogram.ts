import type { HistogramLayout } from './column-groups.ts';
import { addRowsByWidth } from './kernels/add-rows.generated.ts';
import { packedBlockRows, type Unpack } from './packed-statistics.ts';

/** Sums of gradient, hessian and count for every bin of every feature: triples, `3 * bins` numbers, all integers. */
export type Histogram = Float64Array;

/** Rows `index[from]` to `index[to - 1]`. */
export interface RowRange {
  readonly index: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Sums packed statistics over rows. One for each training: it owns the block accumulators. */
export class HistogramBuilder {
  readonly #layout: HistogramLayout;
  readonly #unpack: Unpack;
  readonly #sums: readonly Float64Array[];

  constructor(layout: HistogramLayout, unpack: Unpack) {
    this.#layout = layout;
    this.#unpack = unpack;
    this.#sums = layout.groups.map((group) => new Float64Array(group.bins));
  }

  /** Overwrites `histogram` with the sums of at least one row. Exact, so the order of rows changes no bit. */
  build(histogram: Histogram, packed: Float64Array, { index, from, to }: RowRange): void {
    for (let start = from; start < to; start += packedBlockRows) {
      const end = Math.min(to, start + packedBlockRows);
      for (const [g, group] of this.#layout.groups.entries()) {
        const sums = this.#sums[g];
        const addRows = addRowsByWidth[group.width - 1];
        if (!sums || !addRows) continue; // never: one accumulator for each group, and no group is wider than the kernels
        addRows(sums, group.binIds, packed, index, start, end);
        this.#unpack(sums, group.bins, histogram, 3 * group.firstBin, start === from);
      }
    }
  }
}

/** The sibling's histogram: the parent's minus the child's, in place. Exact. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let k = 0; k < parent.length; k++) (parent[k] as number) -= child[k] as number; // equal lengths
}
