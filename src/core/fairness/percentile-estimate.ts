import { quantile } from '../comparison/quantile.ts';
import type { Estimate } from '../evaluation/estimate.ts';

/** Greatest share of resamples in which a number may be undefined. */
const mostUndefined = 0.01;

/** A number with its percentile interval, `alpha` on each side. `values`: those of the resamples, then the number itself; NaN is undefined. */
export function percentileEstimate(values: Float64Array, n: number, alpha: number): Estimate {
  const [value = Number.NaN, resampled] = [values.at(-1), values.subarray(0, -1)];
  if (Number.isNaN(value)) return { undefined: 'nobody is counted in these groups', n };
  const known = resampled.filter((one) => !Number.isNaN(one)).sort();
  const lost = resampled.length - known.length;
  if (lost > mostUndefined * resampled.length)
    return { undefined: `degenerate in ${lost} of ${resampled.length} resamples`, n };
  return { value, low: quantile(known, alpha), high: quantile(known, 1 - alpha), n, method: 'percentile bootstrap' };
}
