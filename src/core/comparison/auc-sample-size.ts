import { normalCdf, normalQuantile } from './normal.ts';
import type { Plan } from './sample-size.ts';

/** Two models that rank equally well. */
export interface EqualAucs {
  /** In (0, 1). */
  readonly auc: number;
  /** Share of the rows that is positive, in (0, 1). */
  readonly positive: number;
  /** Of the two estimates over samples, in [0, 1): high where both models rank alike. */
  readonly correlation: number;
}

/**
 * Rows to show that ROC AUC is not lost by `margin`, unrounded. Each estimate has DeLong's variance for many rows whose scores are normal in both classes, equally
 * wide (binormal); their difference has 2(1 − correlation) times as much (Hanley and McNeil 1983).
 */
export function aucNonInferioritySampleSize(
  { auc, positive, correlation }: EqualAucs,
  margin: number,
  { alpha, power }: Plan,
): number {
  const perRow = placementVariance(auc) / (positive * (1 - positive));
  return ((normalQuantile(1 - alpha) + normalQuantile(power)) / margin) ** 2 * 2 * (1 - correlation) * perRow;
}

/** Variance of the share of negatives below one positive, Φ(Z + d) for Z standard normal, by Simpson's rule; d = √2·Φ⁻¹(auc). */
function placementVariance(auc: number): number {
  const distance = Math.SQRT2 * normalQuantile(auc);
  const [end, steps] = [8, 400];
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const z = -end + (2 * end * i) / steps;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    sum += weight * density * (normalCdf(z + distance) - auc) ** 2;
  }
  return (sum * 2 * end) / steps / 3;
}
