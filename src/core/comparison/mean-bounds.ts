import { normalQuantile } from './normal.ts';

/** Half widths of two-sided intervals of a mean that miss with at most `delta`, values within `range` of each other. */
export interface MeanBounds {
  readonly mean: number;
  /** Whatever the distribution: Hoeffding (1963). */
  readonly hoeffding: number;
  /** Whatever the distribution, narrower where values vary little: empirical Bernstein, Maurer and Pontil (2009), delta / 2 a side. */
  readonly bernstein: number;
  /** For comparison: as if means were normal. */
  readonly normal: number;
}

/** `values`: 2 or more. */
export function meanBounds(values: Float64Array, delta: number, range: number): MeanBounds {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const log = Math.log(4 / delta);
  return {
    mean,
    hoeffding: range * Math.sqrt(Math.log(2 / delta) / (2 * n)),
    bernstein: Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1)),
    normal: normalQuantile(1 - delta / 2) * Math.sqrt(variance / n),
  };
}
