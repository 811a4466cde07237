import { kernelBytes } from '../kernels/kernel-memory.ts';
import type { HistogramLayout } from './column-groups.ts';
import type { Kernels } from './kernels/kernels.ts';
import { packedBlockRows, type Unpack } from './packed-statistics.ts';

/** Sums of gradient, hessian and count for every bin of every feature: triples, `3 * bins` numbers, all integers. */
export type Histogram = Float64Array;

/** Rows `index[from]` to `index[to - 1]`. */
export interface RowRange {
  readonly index: Uint32Array;
  readonly from: number;
  readonly to: number;
}

const mostBins = 256;

/** Kernel memory that a `HistogramBuilder` takes at most. */
export function builderBytes(features: number): number {
  return features * kernelBytes(8 * mostBins);
}

/** Sums packed statistics over rows. One for each training: it owns the block accumulators. */
export class HistogramBuilder {
  readonly #kernels: Kernels;
  readonly #layout: HistogramLayout;
  readonly #unpack: Unpack;
  readonly #sums: readonly Float64Array[];

  constructor(layout: HistogramLayout, unpack: Unpack, kernels: Kernels) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#unpack = unpack;
    this.#sums = layout.groups.map((group) => kernels.numbers(group.bins));
  }

  /**
   * Overwrites `histogram` with the sums of at least one row. Exact, so the order of rows changes no bit. `packed` and `index` are arrays
   * of the kernels.
   */
  build(histogram: Histogram, packed: Float64Array, { index, from, to }: RowRange): void {
    for (let start = from; start < to; start += packedBlockRows) {
      const end = Math.min(to, start + packedBlockRows);
      for (const [g, group] of this.#layout.groups.entries()) {
        const sums = this.#sums[g];
        if (!sums) continue; // never: one accumulator for each group
        this.#kernels.addRows(group.width, sums, group.binIds, packed, { index, from: start, to: end });
        this.#unpack(sums, group.bins, histogram, 3 * group.firstBin, start === from);
      }
    }
  }
}

/** The sibling's histogram: the parent's minus the child's, in place. Exact. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let k = 0; k < parent.length; k++) (parent[k] as number) -= child[k] as number; // equal lengths
}
