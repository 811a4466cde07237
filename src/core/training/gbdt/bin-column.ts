import type { CategoryColumn, NumberColumn } from '../../features/frame.ts';
import { type CategoryBins, missingBin, type NumberBins } from './feature-bins.ts';
import type { IntegerRange } from './number-bounds.ts';

/** Writes the bins of some rows of one column: rows `from` to `to` (exclusive) go to `bins[0]` and on. */
export type BinRows = (bins: Uint8Array, from: number, to: number) => void;

export function bindNumbers(feature: NumberBins, { values }: NumberColumn): BinRows {
  const padded = paddedBounds(feature.bounds);
  return (bins, from, to) => searchBins(values, padded, bins, from, to);
}

/** The column's levels may be others, or in another order, than those of training. */
export function bindLevels(feature: CategoryBins, column: CategoryColumn): BinRows {
  const binOfCode = binsOfLevels(feature, column.levels);
  return (bins, from, to) => lookUpBins(column.codes, binOfCode, bins, from, to);
}

/** Bins of a whole column of small integers, through a table instead of a search. */
export function binIntegers(values: Float64Array, bounds: Float64Array, { low, size }: IntegerRange): Uint8Array {
  const table = new Uint8Array(size);
  const everyInteger = Float64Array.from({ length: size }, (_, k) => k + low);
  searchBins(everyInteger, paddedBounds(bounds), table, 0, size);
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number; // row < length
    bins[row] = Number.isNaN(value) ? missingBin : (table[value - low] as number); // the range covers every value
  }
  return bins;
}

/** Bounds filled up with infinity to 256, so that a search is always eight steps. */
function paddedBounds(bounds: Float64Array): Float64Array {
  const padded = new Float64Array(256).fill(Number.POSITIVE_INFINITY);
  padded.set(bounds);
  return padded;
}

/** Binary search in eight halvings without a data-dependent jump. Every index below stays inside the 256 bounds. */
function searchBins(values: Float64Array, bounds: Float64Array, bins: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const value = values[row] as number; // the caller's rows are rows of the column
    let bin = Number(value > (bounds[127] as number)) << 7;
    bin += Number(value > (bounds[bin + 63] as number)) << 6;
    bin += Number(value > (bounds[bin + 31] as number)) << 5;
    bin += Number(value > (bounds[bin + 15] as number)) << 4;
    bin += Number(value > (bounds[bin + 7] as number)) << 3;
    bin += Number(value > (bounds[bin + 3] as number)) << 2;
    bin += Number(value > (bounds[bin + 1] as number)) << 1;
    bin += Number(value > (bounds[bin] as number));
    bins[row - from] = Number.isNaN(value) ? missingBin : bin;
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
