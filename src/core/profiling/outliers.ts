import { quantile } from '../comparison/quantile.ts';
import { summariseMoments } from '../monitoring/profile/moment-summary.ts';
import { momentsOf } from '../monitoring/profile/moments.ts';

/** Numbers below `low` or above `high`, by one rule, or why the rule says nothing here. */
export type Fences =
  | { readonly low: number; readonly high: number; readonly rows: number }
  | { readonly undefined: string };

export interface Outliers {
  /** 1.5 interquartile ranges beyond the quartiles (Tukey 1977). */
  readonly iqr: Fences;
  /** Modified z = 0.6745 (x - median) / MAD beyond 3.5; MAD is the median distance from the median (Iglewicz and Hoaglin 1993). */
  readonly mad: Fences;
  /** More than 3 standard deviations, by n, from the mean. */
  readonly z: Fences;
}

/** Of finite numbers in ascending order. */
export function outliersOf(sorted: Float64Array): Outliers {
  return { iqr: iqrFences(sorted), mad: madFences(sorted), z: zFences(sorted) };
}

function iqrFences(sorted: Float64Array): Fences {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reason = undefinedBecause(sorted, high - low, 'both quartiles are one number');
  if (reason !== undefined) return { undefined: reason };
  return beyond(sorted, low - 1.5 * (high - low), high + 1.5 * (high - low));
}

function madFences(sorted: Float64Array): Fences {
  const { median, mad } = medianAndMad(sorted);
  const reason = undefinedBecause(sorted, mad, 'at least half of the numbers are equal');
  if (reason !== undefined) return { undefined: reason };
  const reach = (3.5 * mad) / normalMad;
  return beyond(sorted, median - reach, median + reach);
}

/** MAD of a standard normal distribution, as the rule was published. */
const normalMad = 0.6745;

/** NaN for no numbers. */
export function medianAndMad(sorted: Float64Array): { readonly median: number; readonly mad: number } {
  const median = quantile(sorted, 0.5);
  return { median, mad: quantile(sorted.map((value) => Math.abs(value - median)).sort(), 0.5) };
}

function zFences(sorted: Float64Array): Fences {
  const { mean, populationVariance } = summariseMoments(momentsOf(sorted));
  const deviation = Math.sqrt(populationVariance);
  const reason = undefinedBecause(sorted, deviation, 'all numbers are equal');
  if (reason !== undefined) return { undefined: reason };
  return beyond(sorted, mean - 3 * deviation, mean + 3 * deviation);
}

function undefinedBecause(sorted: Float64Array, spread: number, ofNone: string): string | undefined {
  if (sorted.length === 0) return 'no numbers';
  if (!Number.isFinite(spread)) return tooWide;
  return spread > 0 ? undefined : ofNone;
}

const tooWide = 'the numbers spread further than doubles can tell';

function beyond(sorted: Float64Array, low: number, high: number): Fences {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { undefined: tooWide };
  const rows = sorted.reduce((count, value) => count + Number(value < low || value > high), 0);
  return { low, high, rows };
}
