import { kernelBytes } from '../kernels/kernel-memory.ts';
import type { BinnedFrame } from './bin-frame.ts';
import { missingBin, valueBins } from './feature-bins.ts';
import type { Kernels } from './kernels/kernels.ts';
import { widestAddRows } from './kernels/module.generated.ts';

/** Rows copied at a time, so that source and target of the transposition stay in cache. */
const copiedRows = 1024;

/** Neighbouring features whose bins lie row by row, as histograms read them. */
export interface ColumnGroup {
  readonly width: number;
  /** `binIds[row * width + k]`: bin of the group's k-th feature, counted from the group's first bin. */
  readonly binIds: Uint16Array;
  /** The group's bins within the histogram. */
  readonly firstBin: number;
  readonly bins: number;
}

/** Where each feature's bins lie in a histogram: feature j has `firstBin[j]` to `firstBin[j + 1] - 1`, the last for missing. */
export interface HistogramLayout {
  readonly firstBin: Uint32Array;
  readonly bins: number;
  readonly groups: readonly ColumnGroup[];
}

/** Kernel memory that a layout takes at most. */
export function layoutBytes(rows: number, features: number): number {
  return features * kernelBytes(2 * rows);
}

/** Groups of equal width, none wider than the widest kernel. 32 * 256 bins fit 16 bits, so any number of columns will do. */
export function layOutHistogram(frame: BinnedFrame, kernels: Kernels): HistogramLayout {
  const features = frame.features.length;
  const firstBin = new Uint32Array(features + 1);
  for (const [j, feature] of frame.features.entries()) {
    firstBin[j + 1] = (firstBin[j] as number) + valueBins(feature) + 1; // j < length
  }
  const groupCount = Math.ceil(features / widestAddRows);
  const groups: ColumnGroup[] = [];
  for (let g = 0; g < groupCount; g++) {
    const from = Math.floor((g * features) / groupCount);
    const to = Math.floor(((g + 1) * features) / groupCount);
    groups.push(groupColumns(frame, firstBin, from, to, kernels));
  }
  return { firstBin, bins: firstBin[features] as number, groups }; // the array has features + 1 entries
}

function groupColumns(
  frame: BinnedFrame,
  firstBin: Uint32Array,
  from: number,
  to: number,
  kernels: Kernels,
): ColumnGroup {
  const width = to - from;
  const start = firstBin[from] as number; // from < to <= features, the array's last index
  const binIds = kernels.shorts(frame.rows * width);
  for (let row = 0; row < frame.rows; row += copiedRows) {
    const end = Math.min(frame.rows, row + copiedRows);
    for (const [k, column] of frame.columns.slice(from, to).entries()) {
      const first = (firstBin[from + k] as number) - start;
      const missing = (firstBin[from + k + 1] as number) - start - 1;
      copyColumn(column, binIds, { row, end, k, width, first, missing });
    }
  }
  return { width, binIds, firstBin: start, bins: (firstBin[to] as number) - start };
}

interface Copy {
  readonly row: number;
  readonly end: number;
  readonly k: number;
  readonly width: number;
  readonly first: number;
  readonly missing: number;
}

function copyColumn(column: Uint8Array, binIds: Uint16Array, { row, end, k, width, first, missing }: Copy): void {
  let target = row * width + k;
  for (let source = row; source < end; source++) {
    const bin = column[source] as number; // end <= rows
    binIds[target] = bin === missingBin ? missing : first + bin;
    target += width;
  }
}
