import { quantile, quantileRules } from '../../../src/core/comparison/quantile.ts';
import { summariseMoments } from '../../../src/core/monitoring/profile/moment-summary.ts';
import { mergeMoments, momentsOf } from '../../../src/core/monitoring/profile/moments.ts';
import { type Adapter, column } from '../shapes.ts';

export const profileAdapters: Readonly<Record<string, Adapter>> = {
  moments_merge: ({ values, split_sizes }) => {
    const all = column(values);
    let start = 0;
    const parts = Array.from(column(split_sizes), (size) => {
      start += size;
      return momentsOf(all.slice(start - size, start));
    });
    const found = summariseMoments(parts.reduce(mergeMoments));
    return {
      count: found.count,
      sum: found.sum,
      min: found.minimum,
      max: found.maximum,
      mean: found.mean,
      variance_ddof0: found.populationVariance,
      variance_ddof1: found.sampleVariance,
      skewness_g1: found.skewness,
      excess_kurtosis_g2: found.excessKurtosis,
    };
  },
  quantile: ({ values }, { probs, method }) => {
    const rule = quantileRules.find((name) => name === method);
    if (rule === undefined) throw new Error(`there is no rule ${String(method)}`);
    return { q: Array.from(column(probs), (p) => quantile(column(values).sort(), p, rule)) };
  },
};
