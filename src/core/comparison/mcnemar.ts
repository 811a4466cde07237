import { logFactorials } from './log-factorials.ts';
import { normalCdf } from './normal.ts';

export interface McNemarTest {
  /** Two-sided binomial p, at most 1; and the mid-p, from the unclipped sum. Both 1 without discordant pairs. */
  readonly exact: number;
  readonly mid: number;
  /** χ² with 1 degree of freedom, with and without continuity correction; absent without discordant pairs. */
  readonly chiSquare?: { readonly statistic: number; readonly p: number };
  readonly corrected?: { readonly statistic: number; readonly p: number };
}

/**
 * McNemar's test of equal marginal proportions, from the two counts of discordant pairs. McNemar (1947); mid-p:
 * Fagerland et al. (2013).
 */
export function mcnemarTest(b: number, c: number): McNemarTest {
  const n = b + c;
  if (n === 0) return { exact: 1, mid: 1 };
  const k = Math.min(b, c);
  const factorials = logFactorials(n);
  const chance = (i: number) =>
    Math.exp((factorials[n] ?? 0) - (factorials[i] ?? 0) - (factorials[n - i] ?? 0) - n * Math.LN2);
  let tail = 0;
  for (let i = 0; i <= k; i += 1) tail += chance(i);
  const chiSquare = (statistic: number) => ({ statistic, p: 2 * normalCdf(-Math.sqrt(statistic)) });
  return {
    exact: Math.min(1, 2 * tail),
    mid: Math.min(1, 2 * tail - chance(k)), // with b = c it is 1, but for rounding
    chiSquare: chiSquare((b - c) ** 2 / n),
    corrected: chiSquare((Math.abs(b - c) - 1) ** 2 / n),
  };
}
