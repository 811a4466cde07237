import type { DifferenceInterval } from './interval.ts';
import { scoreBoundary } from './score-boundary.ts';

/** Pairs of 0/1 outcomes: how many rows only one of the two models has as 1. */
export interface DiscordantPairs {
  readonly onlyChallenger: number;
  readonly onlyChampion: number;
  /** All pairs, concordant ones too. At least 1. */
  readonly n: number;
}

/**
 * Tango's score statistic at the hypothesis that the paired difference (challenger - champion) is `difference`, in (-1,
 * 1); standard normal under it. Tango (1998); q is the restricted maximum likelihood of the discordant share.
 */
export function tangoScore({ onlyChallenger: b, onlyChampion: c, n }: DiscordantPairs, difference: number): number {
  const A = 2 * n;
  const B = -b - c + (2 * n - b + c) * difference;
  const C = -c * difference * (1 - difference);
  const q = (Math.sqrt(Math.max(0, B * B - 4 * A * C)) - B) / (2 * A);
  const variance = n * (2 * q + difference * (1 - difference));
  const distance = b - c - n * difference;
  if (distance === 0) return 0;
  return variance > 0 ? distance / Math.sqrt(variance) : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/**
 * All differences that the score statistic does not reject at `z`, capped at ±1. With no discordant pair it still has a
 * width.
 */
export function tangoInterval(pairs: DiscordantPairs, z: number): DifferenceInterval {
  const difference = (pairs.onlyChallenger - pairs.onlyChampion) / pairs.n;
  const accepts = (hypothesis: number) => Math.abs(tangoScore(pairs, hypothesis)) <= z;
  return { difference, low: scoreBoundary(difference, -1, accepts), high: scoreBoundary(difference, 1, accepts) };
}
