import { betaCdf } from './beta-distribution.ts';

/** Two-sided p of Student's t, by its link to the beta distribution. `degrees` of freedom above 0, not necessarily whole. */
export function studentTwoSided(t: number, degrees: number): number {
  return betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);
}
