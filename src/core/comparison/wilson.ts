import type { Interval } from './interval.ts';

/** Wilson's score interval of a proportion, two-sided with normal quantile `z`. `n` at least 1. Wilson (1927). */
export function wilsonInterval(successes: number, n: number, z: number): Interval {
  const share = successes / n;
  const spread = (z * z) / n;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / n + spread / (4 * n));
  // At 0 and at n the ends are 0 and 1 exactly; the formula misses them by rounding.
  return { low: successes === 0 ? 0 : middle - half, high: successes === n ? 1 : middle + half };
}
