import { betaCdf, betaQuantile } from './beta-distribution.ts';

/** Two-sided p of Student's t, by its link to the beta distribution. `degrees` of freedom above 0, not necessarily whole. */
export function studentTwoSided(t: number, degrees: number): number {
  return betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** Quantile of Student's t: the bound that chance stays below with probability `p`, 0.5 or more. */
export function studentQuantile(p: number, degrees: number): number {
  const x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
