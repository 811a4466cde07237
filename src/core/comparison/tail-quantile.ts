import { normalQuantile } from './normal.ts';
import { quantile } from './quantile.ts';

/** With fewer resamples beyond it, a quantile is mostly chance, and never beyond the outermost. */
const fewestBeyond = 4;

/**
 * Quantile of ascending resamples at `level`, also where too few lie beyond it: a late use of a holdout is judged at levels of one in ten thousand. From
 * the outermost level that the resamples tell, it is drawn on as a normal distribution goes on from there. ±Infinity at levels 0 and 1.
 */
export function tailQuantile(sorted: Float64Array, level: number): number {
  const told = fewestBeyond / sorted.length;
  const side = level < 0.5 ? told : 1 - told;
  if (told >= 0.5 || Math.min(level, 1 - level) >= told) return quantile(sorted, level);
  const middle = quantile(sorted, 0.5);
  return middle + ((quantile(sorted, side) - middle) * normalQuantile(level)) / normalQuantile(side);
}
