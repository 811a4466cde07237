import type { Interval } from './interval.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import type { Replicates } from './replicates.ts';
import { tailQuantile } from './tail-quantile.ts';

/** Greatest share of resamples in which the number may be degenerate. */
const mostDegenerate = 0.01;
/** Greatest acceleration times level, in standard deviations: a corrected level is then at most twice as far out. */
const mostAcceleration = 0.5;
/** A range of resamples below this share of their size is rounding. */
const rounding = 1e-12;

export type BcaInterval =
  | (Interval & {
      readonly method: 'BCa' | 'percentile';
      /** Standard deviation of the resamples, ddof 1. */
      readonly se: number;
      /**
       * Bias correction and acceleration, and the levels that they lead to; the percentile interval's own levels when
       * z0 is infinite.
       */
      readonly z0: number;
      readonly acceleration: number;
      readonly levels: readonly [number, number];
    })
  | { readonly undefined: string };

/**
 * Bias-corrected and accelerated bootstrap interval, `alpha` on each side. Efron (1987), with ties of the resamples
 * counted half. Undefined: more than 1 % degenerate resamples, no two different, numbers whose square no double holds, or a level that is 0 to a double. When every resample is on one side
 * of the observed number (no finite bias correction) or one row carries it all (acceleration too large), it is the
 * percentile interval, and `method` says so.
 */
export function bcaInterval(replicates: Replicates, alpha: number): BcaInterval {
  const sorted = replicates.resampled.filter((value) => !Number.isNaN(value)).sort();
  const lost = replicates.resampled.length - sorted.length;
  if (sorted.length === 0 || lost > mostDegenerate * replicates.resampled.length) {
    return { undefined: `degenerate in ${lost} of ${replicates.resampled.length} resamples` };
  }
  if (isStill(sorted)) {
    return { undefined: 'every resample gives the same number, so its spread is unknown' };
  }
  const z0 = biasCorrection(sorted, replicates.observed);
  const acceleration = accelerationOf(replicates.leftOut);
  const level = (z: number) => normalCdf(z0 + (z0 + z) / (1 - acceleration * (z0 + z)));
  const z = normalQuantile(1 - alpha);
  // Beyond 1 the acceleration would turn the levels round, and near it no resample is far enough out: a handful of rows carries the number.
  const corrected = Number.isFinite(z0) && Math.abs(acceleration) * (Math.abs(z0) + z) < mostAcceleration;
  const levels: [number, number] = corrected ? [level(-z), level(z)] : [alpha, 1 - alpha];
  const [low, high] = [tailQuantile(sorted, levels[0]), tailQuantile(sorted, levels[1])];
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return { undefined: 'insufficient data: so few rows carry the number that no bound at this level is known' };
  }
  const se = standardDeviation(sorted);
  if (!Number.isFinite(se)) return { undefined: 'the numbers are too large to square, so their spread is unknown' };
  return { low, high, method: corrected ? 'BCa' : 'percentile', se, z0, acceleration, levels };
}

/** Whether numbers, of which NaN are left out, are all one but for rounding. */
export function isStill(numbers: Float64Array): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return most - least <= rounding * Math.max(Math.abs(least), Math.abs(most));
}

function biasCorrection(sorted: Float64Array, observed: number): number {
  let below = 0;
  let notAbove = 0;
  for (const value of sorted) {
    if (value < observed) below += 1;
    if (value <= observed) notAbove += 1;
  }
  return normalQuantile((below + notAbove) / (2 * sorted.length));
}

/**
 * Σd³ / (6 (Σd²)^1.5) over d = mean - value without row i; 0 when no row moves the number. Degenerate values are left
 * out.
 */
function accelerationOf(leftOut: Float64Array): number {
  const known = leftOut.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  let squares = 0;
  let cubes = 0;
  for (const value of known) {
    const d = mean - value;
    squares += d * d;
    cubes += d * d * d;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
