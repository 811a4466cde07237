import { type Placements, placements } from '../evaluation/binary/placements.ts';
import { effectiveDegrees } from './effective-degrees.ts';
import type { Interval } from './interval.ts';

type PerRow = Pick<Placements, 'ofPositives' | 'ofNegatives'>;

export interface PairedAuc {
  readonly auc: { readonly a: number; readonly b: number };
  readonly variance: { readonly a: number; readonly b: number };
  readonly covariance: number;
  /** a - b. */
  readonly difference: number;
  /** Standard error of the difference; NaN when a class has fewer than 2 rows. */
  readonly se: number;
  /** With how many degrees of freedom `se` is known. */
  readonly degrees: number;
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
  // Of the per-row differences, not var + var - 2 cov, which leaves rounding behind when the curves are the same.
  const apart: PerRow = {
    ofPositives: minus(ofA.ofPositives, ofB.ofPositives),
    ofNegatives: minus(ofA.ofNegatives, ofB.ofNegatives),
  };
  const se = Math.sqrt(aucCovariance(apart, apart));
  return {
    auc: { a: ofA.auc, b: ofB.auc },
    variance,
    covariance: aucCovariance(ofA, ofB),
    difference,
    se,
    degrees: degreesOf(apart),
    interval: (z) => ({ low: difference - z * se, high: difference + z * se }),
  };
}

/** With how many degrees of freedom such a variance is known: few when few rows are of one class. */
export function degreesOf({ ofPositives, ofNegatives }: PerRow): number {
  const moves = (values: Float64Array) => {
    const middle = mean(values);
    return values.map((value) => (value - middle) / values.length);
  };
  return effectiveDegrees(Float64Array.from([...moves(ofPositives), ...moves(ofNegatives)]));
}

function minus(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((value, i) => value - (y[i] ?? 0));
}

function aucCovariance(a: PerRow, b: PerRow): number {
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
