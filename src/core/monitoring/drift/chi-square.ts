import { createRandom } from '../../comparison/random.ts';
import { chiSquareUpperTail } from './chi-square-distribution.ts';
import { hypergeometricDraws } from './hypergeometric.ts';
import { cellTotals, type LevelCell } from './level-cells.ts';

/** Below this expected count the chi-square distribution is no guide any more (Cochran 1954). */
const thinCell = 5;
const permutations = 999;

/** p that both sides draw their levels from one distribution: chi-square of homogeneity, by permutation when a cell is thin. NaN without rows. */
export function homogeneityP(cells: readonly LevelCell[], seed: number): number {
  const { reference: n, current: m } = cellTotals(cells);
  if (n === 0 || m === 0) return Number.NaN;
  const filled = cells.filter(({ reference, current }) => reference + current > 0);
  const columns = filled.map(({ reference, current }) => reference + current);
  const observed = homogeneityStatistic(
    filled.map(({ current }) => current),
    columns,
    m,
  );
  const leastExpected = (Math.min(...columns) * Math.min(n, m)) / (n + m);
  if (leastExpected >= thinCell) return chiSquareUpperTail(observed, filled.length - 1);
  return permutationP(observed, columns, m, seed);
}

/** Chi-square of a 2 x K table from the row of `m` and the column sums, without Yates' correction. */
function homogeneityStatistic(row: readonly number[], columns: readonly number[], m: number): number {
  const total = columns.reduce((sum, column) => sum + column, 0);
  const other = total - m;
  // Both rows miss the expected count by the same number of rows, so that their terms differ in the divisor only.
  return columns.reduce((sum, column, k) => {
    const expected = (column * m) / total;
    const missed = (row[k] ?? 0) - expected;
    return sum + missed ** 2 * (1 / expected + total / (column * other));
  }, 0);
}

/** (1 + tables at least as extreme) / (1 + tables drawn): never 0 (Phipson and Smyth 2010). Tables keep both margins. */
function permutationP(observed: number, columns: readonly number[], m: number, seed: number): number {
  const draw = hypergeometricDraws(columns, createRandom(seed));
  let extreme = 0;
  for (let round = 0; round < permutations; round++) {
    if (homogeneityStatistic(draw(m), columns, m) >= observed * (1 - 1e-12)) extreme++;
  }
  return (1 + extreme) / (1 + permutations);
}
