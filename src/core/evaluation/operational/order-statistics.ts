import { betaCdf } from '../../comparison/beta-distribution.ts';
import type { Estimate } from '../estimate.ts';

/**
 * The quantile `q` of independent numbers and its interval between two of them (David and Nagaraja 2003, 7.1): it asks nothing of how the numbers
 * are distributed. Each bound has one-sided level at most `alpha`. Undefined where there are too few numbers for one of the bounds.
 */
export function quantileEstimate(numbers: readonly number[], q: number, alpha: number): Estimate {
  const n = numbers.length;
  const sorted = Float64Array.from(numbers).sort();
  // The quantile lies below the number of a rank when fewer than that many numbers are below the quantile.
  const low = firstRank(n, (rank) => 1 - atLeast(rank, n, q) > alpha) - 1;
  const high = firstRank(n, (rank) => atLeast(rank, n, q) <= alpha);
  const needed = fewestFor(q, alpha);
  if (low < 1 || high > n) return { undefined: `${n} timings; a bound of it needs ${needed}`, n };
  const value = sorted[Math.max(0, Math.ceil(q * n) - 1)] ?? Number.NaN;
  return { value, low: sorted[low - 1] ?? value, high: sorted[high - 1] ?? value, n, method: 'order statistics' };
}

/** How many numbers it takes for both bounds to be among them: 5 for a median, 299 for the 99th percentile at 5 %. */
export function fewestFor(q: number, alpha: number): number {
  return Math.ceil(Math.log(alpha) / Math.log(Math.max(q, 1 - q)));
}

/** Probability that `rank` or more of n numbers lie below the quantile: a binomial tail, by its link to the beta distribution. */
function atLeast(rank: number, n: number, q: number): number {
  return betaCdf(q, rank, n - rank + 1);
}

/** The first rank from 1 of which it is true, as of all after it; n + 1 where it is of none. */
function firstRank(n: number, isTrue: (rank: number) => boolean): number {
  let [from, to] = [1, n + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
