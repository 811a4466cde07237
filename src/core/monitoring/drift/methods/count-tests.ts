import { chiSquareUpperTail } from '../chi-square-distribution.ts';
import type { Cells } from './cells.ts';

export interface CountTest {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
}

/** Pearson's chi-square of the current counts against the shares of the reference, taken as known: a cell that it lacks makes it infinite. */
export function goodnessOfFit({ reference, current }: Cells): CountTest {
  const expected = scaled(reference, current);
  return tested(
    current.reduce(
      (sum, n, i) => sum + (n === expected[i] ? 0 : (n - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0)),
      0,
    ),
    current.length - 1,
  );
}

/** The same by the likelihood ratio G = 2 Σ n ln(n / expected). */
export function likelihoodRatioOfFit({ reference, current }: Cells): CountTest {
  const expected = scaled(reference, current);
  return tested(likelihoodRatio(current, expected), current.length - 1);
}

/** Chi-square of homogeneity of the 2 x K table of filled cells, by Yates' correction where K is 2 and it is asked for. */
export function homogeneity(cells: Cells, yates = false): CountTest {
  const { rows, degrees } = expectedRows(cells);
  const corrected = yates && degrees === 1;
  const statistic = rows.reduce((sum, { seen, expected }) => {
    const gap = Math.abs(seen - expected);
    return sum + (corrected ? gap - Math.min(0.5, gap) : gap) ** 2 / expected;
  }, 0);
  return tested(statistic, degrees);
}

/** G of homogeneity of the same table. */
export function likelihoodRatioOfHomogeneity(cells: Cells): CountTest {
  const { rows, degrees } = expectedRows(cells);
  return tested(
    likelihoodRatio(
      Float64Array.from(rows, ({ seen }) => seen),
      Float64Array.from(rows, ({ expected }) => expected),
    ),
    degrees,
  );
}

function likelihoodRatio(seen: Float64Array, expected: Float64Array): number {
  return 2 * seen.reduce((sum, n, i) => sum + (n === 0 ? 0 : n * Math.log(n / (expected[i] ?? 0))), 0);
}

/** The reference's counts, scaled to as many rows as came now. */
function scaled(reference: Float64Array, current: Float64Array): Float64Array {
  const ratio = totalOf(current) / totalOf(reference);
  return reference.map((n) => n * ratio);
}

/** Both sides of every cell that has a row. */
function expectedRows({ reference, current }: Cells) {
  const total = totalOf(reference) + totalOf(current);
  const sides = [reference, current].map((counts) => ({ counts, part: totalOf(counts) / total }));
  const columns = reference.map((n, i) => n + (current[i] ?? 0));
  const rows = sides.flatMap(({ counts, part }) =>
    Array.from(counts, (seen, i) => ({ seen, expected: (columns[i] ?? 0) * part })).filter(
      ({ expected }) => expected > 0,
    ),
  );
  return { rows, degrees: columns.filter((n) => n > 0).length - 1 };
}

const totalOf = (counts: Float64Array): number => counts.reduce((sum, n) => sum + n, 0);
const tested = (statistic: number, degrees: number): CountTest => ({
  statistic,
  degrees,
  p: statistic === Infinity ? 0 : chiSquareUpperTail(statistic, degrees),
});
