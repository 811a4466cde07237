import { type DefinedEstimate, mostRows } from '../evaluation/estimate.ts';
import { normalQuantile } from './normal.ts';

/** Chance that the rows asked for decide, if the effect is what it seems. */
const power = 0.8;

/**
 * Rows in all that would tell the effect from `line` at one-sided `alpha`: n ((z₁₋α + z₁₋β) se / |effect - line|)², β =
 * 0.2. Undefined when the effect lies on the line, where no number of rows decides. A bound that has not passed the line counts as being no further
 * than on it: bounds wider than z se (Student's t, rounded outward) would otherwise be told to need fewer rows than there are.
 */
export function rowsNeeded(effect: DefinedEstimate, line: number, alpha: number): number | undefined {
  const distance = Math.abs(effect.value - line);
  const z = normalQuantile(1 - alpha);
  const towardsLine = effect.value > line ? effect.value - effect.low : effect.high - effect.value;
  const se = effect.se !== undefined && effect.se > 0 ? effect.se : towardsLine / z;
  const isAcross = effect.low <= line && line <= effect.high;
  const counted = isAcross ? Math.min(distance, z * se) : distance;
  const needed = Math.ceil(mostRows(effect) * (((z + normalQuantile(power)) * se) / counted) ** 2);
  return Number.isSafeInteger(needed) ? needed : undefined;
}
