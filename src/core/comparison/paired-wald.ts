import type { DifferenceInterval } from './interval.ts';
import type { DiscordantPairs } from './tango.ts';

/**
 * Wald interval of a paired difference of proportions: too narrow for few discordant pairs, for comparison with Tango's
 * only.
 */
export function pairedWaldInterval(
  { onlyChallenger: b, onlyChampion: c, n }: DiscordantPairs,
  z: number,
): DifferenceInterval {
  const difference = (b - c) / n;
  const half = (z / n) * Math.sqrt(b + c - (b - c) ** 2 / n);
  return { difference, low: difference - half, high: difference + half };
}
