import { studentQuantile } from '../comparison/student-t.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import { fewestBlocks, type RowBlocks } from './row-blocks.ts';

/** Rows that numbers are averaged over. */
export interface AveragedRows {
  readonly blocks: RowBlocks;
  /** How much each row counts; absent: all alike. */
  readonly weight?: Float64Array;
  /** One-sided level of each bound. */
  readonly alpha: number;
}

/**
 * Weighted means of some numbers of each row, `numbers` being rows × `width`, with Student's t over a jackknife of blocks of rows (Kott 2001): clusters stay
 * whole, and the draw of the rows is what the interval is about.
 */
export function blockMeans(
  numbers: Float64Array,
  width: number,
  { blocks, weight, alpha }: AveragedRows,
): readonly Estimate[] {
  const rows = numbers.length / Math.max(1, width);
  const weights = new Float64Array(blocks.count);
  const sums = new Float64Array(blocks.count * width);
  for (let row = 0; row < rows; row++) {
    const block = blocks.of[row] as number; // one for each row
    const own = weight?.[row] ?? 1;
    (weights[block] as number) += own;
    for (let j = 0; j < width; j++) (sums[block * width + j] as number) += own * (numbers[row * width + j] as number);
  }
  const all = weights.reduce((sum, one) => sum + one, 0);
  const few =
    blocks.count < fewestBlocks ? `insufficient data: ${blocks.count} of ${fewestBlocks} clusters` : undefined;
  const t = few === undefined ? studentQuantile(1 - alpha, blocks.count - 1) : Number.NaN;
  return Array.from({ length: width }, (_, j): Estimate => {
    const own = Float64Array.from({ length: blocks.count }, (_, block) => sums[block * width + j] as number);
    const whole = own.reduce((sum, one) => sum + one, 0);
    const value = whole / all;
    if (few !== undefined || !Number.isFinite(value)) return { undefined: few ?? 'no row has a number', n: rows };
    const without = own.map((one, block) => (whole - one) / (all - (weights[block] as number)));
    const mean = without.reduce((sum, one) => sum + one, 0) / blocks.count;
    const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const se = Math.sqrt(((blocks.count - 1) / blocks.count) * squares);
    if (!Number.isFinite(se)) return { undefined: 'it hangs on a few rows: without them there is no number', n: rows };
    return { value, low: value - t * se, high: value + t * se, n: rows, method: 'jackknife over blocks of rows', se };
  });
}
