import { normalCdf, normalQuantile } from './normal.ts';
import { type DiscordantPairs, tangoInterval, tangoScore } from './tango.ts';

/**
 * Non-inferiority of a paired difference of proportions by Tango's score: H0 is difference <= -margin, tested at one-
 * sided `alpha`.
 */
export function tangoNonInferiority(pairs: DiscordantPairs, margin: number, alpha: number) {
  const z = tangoScore(pairs, -margin);
  const { difference, low } = tangoInterval(pairs, normalQuantile(1 - alpha));
  return { difference, z, p: normalCdf(-z), low, nonInferior: low > -margin };
}
