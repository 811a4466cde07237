import type { CategoryColumn } from '../../features/frame.ts';

/** Rows with a level and a number, and the ratio of them, or why there is none. */
export type CorrelationRatio =
  | { readonly n: number; readonly value: number }
  | { readonly n: number; readonly undefined: string };

/**
 * Correlation ratio η (Pearson 1905): the square root of the share of a number's variance that lies between the means of the levels; 0 to 1.
 */
export function correlationRatio({ codes, levels }: CategoryColumn, numbers: Float64Array): CorrelationRatio {
  const rows = [...codes.keys()].filter((row) => (codes[row] ?? -1) >= 0 && Number.isFinite(numbers[row]));
  const n = rows.length;
  const [sums, counts] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  const mean = rows.reduce((sum, row) => sum + (numbers[row] ?? 0) / n, 0);
  let total = 0;
  for (const row of rows) {
    const [level, deviation] = [codes[row] ?? 0, (numbers[row] ?? 0) - mean];
    sums[level] = (sums[level] ?? 0) + deviation;
    counts[level] = (counts[level] ?? 0) + 1;
    total += deviation ** 2;
  }
  if (counts.filter((count) => count > 0).length < 2) return { n, undefined: 'fewer than two levels' };
  if (!(total > 0 && Number.isFinite(total))) return { n, undefined: 'the label is constant' };
  const between = sums.reduce(
    (sum, of, level) => sum + ((counts[level] ?? 0) > 0 ? of ** 2 / (counts[level] ?? 1) : 0),
    0,
  );
  return { n, value: Math.min(1, Math.sqrt(between / total)) };
}
