import { fewClusters } from '../comparison/by-bootstrap.ts';
import { quantile } from '../comparison/quantile.ts';
import type { Estimate } from '../evaluation/estimate.ts';

/** Greatest share of resamples in which a number may be undefined. */
const mostUndefined = 0.01;

/**
 * A number with its percentile interval, `alpha` on each side. `values`: those of the resamples, then the number itself; NaN is undefined. Undefined
 * where rows are in fewer than 10 `clusters`.
 */
export function percentileEstimate(values: Float64Array, n: number, alpha: number, clusters?: number): Estimate {
  const few = fewClusters({ clusters });
  if (few !== undefined) return { undefined: few, n };
  const [value = Number.NaN, resampled] = [values.at(-1), values.subarray(0, -1)];
  if (Number.isNaN(value)) return { undefined: 'nobody is counted in these groups', n };
  const known = resampled.filter((one) => !Number.isNaN(one)).sort();
  const lost = resampled.length - known.length;
  if (lost > mostUndefined * resampled.length)
    return { undefined: `degenerate in ${lost} of ${resampled.length} resamples`, n };
  const bounds = { value, low: quantile(known, alpha), high: quantile(known, 1 - alpha), n };
  if (clusters === undefined) return { ...bounds, method: 'percentile bootstrap' };
  return { ...bounds, method: 'cluster percentile bootstrap', clusters };
}
