import { type Placements, placements } from '../evaluation/binary/placements.ts';
import type { Interval } from './interval.ts';

export interface PairedAuc {
  readonly auc: { readonly a: number; readonly b: number };
  readonly variance: { readonly a: number; readonly b: number };
  readonly covariance: number;
  /** a - b. */
  readonly difference: number;
  /** Standard error of the difference; NaN when a class has fewer than 2 rows. */
  readonly se: number;
  /** difference ± z se. */
  interval(z: number): Interval;
}

/** Variance of one AUC: DeLong, DeLong and Clarke-Pearson (1988). NaN when a class has fewer than 2 rows. */
export function aucVariance(of: Placements): number {
  return aucCovariance(of, of);
}

/** Two AUCs on the same rows. `label` is 0/1. */
export function delongPaired(label: Float64Array, a: Float64Array, b: Float64Array): PairedAuc {
  const [ofA, ofB] = [placements(label, a), placements(label, b)];
  const variance = { a: aucVariance(ofA), b: aucVariance(ofB) };
  const difference = ofA.auc - ofB.auc;
  const se = Math.sqrt(differenceVariance(ofA, ofB));
  return {
    auc: { a: ofA.auc, b: ofB.auc },
    variance,
    covariance: aucCovariance(ofA, ofB),
    difference,
    se,
    interval: (z) => ({ low: difference - z * se, high: difference + z * se }),
  };
}

/** Of the per-row differences, not var + var - 2 cov, which leaves rounding behind when the curves are the same. */
function differenceVariance(a: Placements, b: Placements): number {
  const minus = (x: Float64Array, y: Float64Array) => x.map((value, i) => value - (y[i] ?? 0));
  const ofPositives = minus(a.ofPositives, b.ofPositives);
  const ofNegatives = minus(a.ofNegatives, b.ofNegatives);
  return (
    covariance(ofPositives, ofPositives) / ofPositives.length +
    covariance(ofNegatives, ofNegatives) / ofNegatives.length
  );
}

function aucCovariance(a: Placements, b: Placements): number {
  return (
    covariance(a.ofPositives, b.ofPositives) / a.ofPositives.length +
    covariance(a.ofNegatives, b.ofNegatives) / a.ofNegatives.length
  );
}

/** Sample covariance, ddof 1; NaN for fewer than 2 values. */
function covariance(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (n < 2) return Number.NaN;
  const [meanX, meanY] = [mean(x), mean(y)];
  let total = 0;
  for (let i = 0; i < n; i += 1) total += ((x[i] ?? 0) - meanX) * ((y[i] ?? 0) - meanY);
  return total / (n - 1);
}

function mean(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i] ?? 0;
  return total / values.length;
}
