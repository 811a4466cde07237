import type { CategoryColumn, NumberColumn } from '../../features/frame.ts';
import { kernelBytes } from '../kernels/kernel-memory.ts';
import { type CategoryBins, missingBin } from './feature-bins.ts';
import type { Kernels } from './kernels/kernels.ts';
import type { IntegerRange } from './number-bounds.ts';

/** Rows binned and scored at a time: bins and scores stay in the second cache while all trees pass over them; fewer would cost more calls. */
export const blockRows = 8192;
const mostBounds = 255;

/** Writes the bins of some rows of one column: rows `from` to `to` (exclusive, at most `blockRows`) go to `bins[0]` and on. */
export type BinRows = (bins: Uint8Array, from: number, to: number) => void;

/** Kernel memory that the bounds of a feature take at most. */
export const boundBytes = kernelBytes(8 * mostBounds);

/** Looks numbers up among the bounds of a feature. `bins` and `scratch`, for `blockRows` values, are arrays of `kernels`. */
export function numberBinner(kernels: Kernels, bounds: Float64Array, scratch: Float64Array) {
  const depth = Math.max(1, Math.ceil(Math.log2(bounds.length + 1)));
  const padded = kernels.numbers(mostBounds).fill(Number.POSITIVE_INFINITY);
  padded.set(bounds);
  return ({ values }: NumberColumn): BinRows =>
    (bins, from, to) => {
      if (from === to) return;
      const block = scratch.subarray(0, to - from);
      block.set(values.subarray(from, to));
      kernels.searchBins(depth, block, padded, bins);
    };
}

/** The column's levels may be others, or in another order, than those of training. */
export function bindLevels(feature: CategoryBins, column: CategoryColumn): BinRows {
  const binOfCode = binsOfLevels(feature, column.levels);
  return (bins, from, to) => lookUpBins(column.codes, binOfCode, bins, from, to);
}

/** Bins of a whole column of small integers, through a table instead of a search. */
export function binIntegers(
  values: Float64Array,
  bounds: Float64Array,
  { low, size }: IntegerRange,
  bins: Uint8Array,
): void {
  const table = new Uint8Array(size);
  for (let k = 0, bin = 0; k < size; k++) {
    while (bin < bounds.length && k + low > (bounds[bin] as number)) bin++;
    table[k] = bin;
  }
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number; // row < length
    bins[row] = Number.isNaN(value) ? missingBin : (table[value - low] as number); // the range covers every value
  }
}

function binsOfLevels(feature: CategoryBins, levels: readonly string[]): Uint8Array {
  const bins = new Map(feature.levels.map((level, bin) => [level, bin]));
  const table = new Uint8Array(levels.length + 1).fill(missingBin); // entry 0 is for code -1
  for (const [code, level] of levels.entries()) table[code + 1] = bins.get(level) ?? missingBin;
  return table;
}

function lookUpBins(codes: Int32Array, binOfCode: Uint8Array, bins: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    bins[row - from] = binOfCode[(codes[row] as number) + 1] as number; // codes index the levels, -1 is missing
  }
}
