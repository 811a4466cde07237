import type { Cells } from './cells.ts';
import { homogeneity } from './count-tests.ts';

/**
 * Cramér's V of side and cell, corrected for the bias that many cells or few rows bring (Bergsma 2013): 0 to 1. The side with more rows is scaled down
 * to the other, so that their proportion has no say; by Yates' correction where there are two cells.
 */
export function correctedCramersV(cells: Cells): number {
  const [n, m] = [cells.reference, cells.current].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const rows = Math.min(n ?? 0, m ?? 0);
  const even = (counts: Float64Array, total = 0) => counts.map((count) => (count * rows) / total);
  const { statistic, degrees } = homogeneity(
    { reference: even(cells.reference, n), current: even(cells.current, m) },
    true,
  );
  const free = 2 * rows - 1;
  const squared = Math.max(0, statistic / (2 * rows) - degrees / free);
  const [across, down] = [degrees - degrees ** 2 / free, 1 - 1 / free];
  return degrees === 0 ? 0 : Math.sqrt(squared / Math.min(across, down));
}
