import { normalCdf } from './normal.ts';
import { studentQuantile } from './student-t.ts';

const fewest = 5;

/**
 * Degrees of freedom of a variance that is found from how far each row (or cluster) moves a number: 2 n / (k - (n - 3) / (n - 1)), k their kurtosis
 * (O'Neill 2014, result 5). n - 1 where they are normal; about as many as carry the number where few do: ten positive rows of a thousand. At least 5
 * where there are as many rows: a change that moves two rows by a little would have no bound at all. NaN moves are left out.
 */
export function effectiveDegrees(moves: Float64Array): number {
  const known = moves.filter((move) => !Number.isNaN(move));
  const n = known.length;
  const mean = known.reduce((sum, move) => sum + move / n, 0);
  const furthest = known.reduce((most, move) => Math.max(most, Math.abs(move - mean)), 0);
  let [squares, fourths] = [0, 0];
  for (const move of known) {
    const square = ((move - mean) / furthest) ** 2; // of at most 1, so that no fourth power overflows
    squares += square;
    fourths += square * square;
  }
  if (n <= fewest || furthest === 0) return Math.max(1, n - 1);
  const kurtosis = (n * fourths) / squares ** 2;
  const degrees = (2 * n) / (kurtosis - (n - 3) / (n - 1));
  return Math.max(fewest, degrees > 0 ? Math.min(degrees, n - 1) : n - 1);
}

/**
 * Level of the bootstrap quantile that stands for `alpha` (one-sided, below 0.5): resamples of n rows vary by (n - 1) / n of what rows do, and tell
 * how much that is no better than Student's t knows. Expanded percentiles: Hesterberg (2015), here with effective degrees of freedom.
 */
export function expandedLevel(alpha: number, n: number, degrees: number): number {
  return normalCdf(-Math.sqrt(n / (n - 1)) * studentQuantile(1 - alpha, degrees));
}
