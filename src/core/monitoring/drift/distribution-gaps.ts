import type { WeightedItem } from '../profile/sketched-quantile.ts';

/** How far two empirical distribution functions F (reference) and G (current) are apart. NaN where a side has no values. */
export interface DistributionGaps {
  /** Integral of |F - G|: the Wasserstein-1 distance, in units of the values. */
  readonly wasserstein: number;
  /** Greatest F - G, at least 0. */
  readonly above: number;
  /** Greatest G - F, at least 0. */
  readonly below: number;
}

/** Both distances in one walk over the values, which are ascending on each side. */
export function distributionGaps(
  reference: readonly WeightedItem[],
  current: readonly WeightedItem[],
): DistributionGaps {
  const [totalF, totalG] = [weightOf(reference), weightOf(current)];
  if (totalF === 0 || totalG === 0) return { wasserstein: Number.NaN, above: Number.NaN, below: Number.NaN };
  let [i, j, f, g] = [0, 0, 0, 0];
  let [wasserstein, above, below] = [0, 0, 0];
  let before = Number.NaN;
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i]?.value ?? Infinity, current[j]?.value ?? Infinity);
    const gap = f / totalF - g / totalG; // holds from the value before up to this one
    if (!Number.isNaN(before)) wasserstein += Math.abs(gap) * (value - before);
    for (; reference[i]?.value === value; i++) f += reference[i]?.weight ?? 0;
    for (; current[j]?.value === value; j++) g += current[j]?.weight ?? 0;
    above = Math.max(above, f / totalF - g / totalG);
    below = Math.max(below, g / totalG - f / totalF);
    before = value;
  }
  return { wasserstein, above, below };
}

/** Kolmogorov and Smirnov's D: the greatest |F - G|. */
export function kolmogorovSmirnovDistance({ above, below }: DistributionGaps): number {
  return Math.max(above, below);
}

function weightOf(items: readonly WeightedItem[]): number {
  return items.reduce((sum, { weight }) => sum + weight, 0);
}
