import type { WeightedItem } from '../profile/sketched-quantile.ts';

/** Ascending values, each with its weight; 1 where there are none. */
export interface Weighted {
  readonly values: Float64Array;
  readonly weights?: Float64Array;
}

/** How far two empirical distribution functions F (reference) and G (current) are apart. NaN where a side has no values. */
export interface DistributionGaps {
  /** Integral of |F - G|: the Wasserstein-1 distance, in units of the values. */
  readonly wasserstein: number;
  /** Integral of (F - G)², in units of the values. */
  readonly squared: number;
  /** Greatest F - G, at least 0. */
  readonly above: number;
  /** Greatest G - F, at least 0. */
  readonly below: number;
}

/** All of them in one walk over the values. */
export function distributionGaps(reference: Weighted, current: Weighted): DistributionGaps {
  const [totalF, totalG] = [weightOf(reference), weightOf(current)];
  if (totalF === 0 || totalG === 0) return none;
  const weightAt = ({ weights }: Weighted, k: number) => (weights ? (weights[k] ?? 0) : 1);
  const [a, b] = [reference.values, current.values];
  let [i, j, f, g] = [0, 0, 0, 0];
  let [wasserstein, squared, above, below] = [0, 0, 0, 0];
  let before = Number.NaN;
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    const gap = f / totalF - g / totalG; // holds from the value before up to this one
    if (!Number.isNaN(before)) {
      wasserstein += Math.abs(gap) * (value - before);
      squared += gap * gap * (value - before);
    }
    for (; a[i] === value; i++) f += weightAt(reference, i);
    for (; b[j] === value; j++) g += weightAt(current, j);
    above = Math.max(above, f / totalF - g / totalG);
    below = Math.max(below, g / totalG - f / totalF);
    before = value;
  }
  return { wasserstein, squared, above, below };
}

const none = { wasserstein: Number.NaN, squared: Number.NaN, above: Number.NaN, below: Number.NaN };

/** Kolmogorov and Smirnov's D: the greatest |F - G|. */
export function kolmogorovSmirnovDistance({ above, below }: DistributionGaps): number {
  return Math.max(above, below);
}

/** Items of a sketch, ascending. */
export function weightedValues(items: readonly WeightedItem[]): Weighted {
  return {
    values: Float64Array.from(items, ({ value }) => value),
    weights: Float64Array.from(items, ({ weight }) => weight),
  };
}

function weightOf({ values, weights }: Weighted): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : values.length;
}
