import { normalQuantile } from './normal.ts';

/** Error rate and power to plan for, both in (0, 1). */
export interface Plan {
  readonly alpha: number;
  readonly power: number;
}

/** Pairs for a two-sided McNemar test, unrounded; shares of pairs in which only one model is right. Connor (1987). */
export function mcnemarSampleSize(onlyChallenger: number, onlyChampion: number, { alpha, power }: Plan): number {
  const discordant = onlyChallenger + onlyChampion;
  const difference = onlyChallenger - onlyChampion;
  const underNull = normalQuantile(1 - alpha / 2) * Math.sqrt(discordant);
  const underEffect = normalQuantile(power) * Math.sqrt(discordant - difference ** 2);
  return ((underNull + underEffect) / difference) ** 2;
}

/**
 * Pairs to see a mean difference of `effect` (two-sided), or to rule out one of that size (non-inferiority, one-sided),
 * unrounded.
 */
export function meanDifferenceSampleSize(standardDeviation: number, effect: number, { alpha, power }: Plan) {
  const size = (z: number) => (((z + normalQuantile(power)) * standardDeviation) / effect) ** 2;
  return { twoSided: size(normalQuantile(1 - alpha / 2)), nonInferiority: size(normalQuantile(1 - alpha)) };
}
