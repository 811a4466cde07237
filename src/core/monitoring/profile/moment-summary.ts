import type { Moments } from './moments.ts';

/** NaN where there is no such number: variance of one value, skewness of a constant. */
export interface MomentSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Divided by n. */
  readonly populationVariance: number;
  /** Divided by n - 1. */
  readonly sampleVariance: number;
  /** g1 = sqrt(n) m3 / m2^1.5, population. */
  readonly skewness: number;
  /** g2 = n m4 / m2^2 - 3, population. */
  readonly excessKurtosis: number;
}

export function summariseMoments(moments: Moments): MomentSummary {
  const { count, m2, m3, m4 } = moments;
  const spread = count > 0 && m2 > 0;
  return {
    count,
    sum: moments.mean * count,
    mean: count > 0 ? moments.mean : Number.NaN,
    minimum: moments.minimum ?? Number.NaN,
    maximum: moments.maximum ?? Number.NaN,
    populationVariance: count > 0 ? m2 / count : Number.NaN,
    sampleVariance: count > 1 ? m2 / (count - 1) : Number.NaN,
    skewness: spread ? (Math.sqrt(count) * m3) / m2 ** 1.5 : Number.NaN,
    excessKurtosis: spread ? (count * m4) / (m2 * m2) - 3 : Number.NaN,
  };
}
