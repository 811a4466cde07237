import {
  benjaminiHochbergAdjust,
  benjaminiYekutieliAdjust,
  bonferroniAdjust,
  hochbergAdjust,
  holmAdjust,
  holmSidakAdjust,
  hommelAdjust,
  rejectedAt,
  sidakAdjust,
} from '../../../src/core/comparison/multiple-testing.ts';
import {
  cohenH,
  mcnemarSampleSize,
  meanDifferenceSampleSize,
  pairedTSampleSize,
  twoProportionSampleSize,
} from '../../../src/core/comparison/sample-size.ts';
import { type Adapter, column, number } from '../shapes.ts';

const adjustments = new Map([
  ['bonferroni', bonferroniAdjust],
  ['sidak', sidakAdjust],
  ['holm', holmAdjust],
  ['holm-sidak', holmSidakAdjust],
  ['hommel', hommelAdjust],
  ['simes-hochberg', hochbergAdjust],
  ['fdr_bh', benjaminiHochbergAdjust],
  ['fdr_by', benjaminiYekutieliAdjust],
]);

/** Sample sizes and several tests at once. */
export const planningAdapters: Readonly<Record<string, Adapter>> = {
  p_adjust: ({ p }, { alpha, method }) => {
    const adjusted = adjustments.get(String(method))?.([...column(p)]);
    return { adjusted, reject: adjusted && rejectedAt(number(alpha), adjusted) };
  },
  sample_size_two_proportions: ({ p1, p2 }, { alpha, power }) => {
    const found = twoProportionSampleSize(number(p1), number(p2), { alpha: number(alpha), power: number(power) });
    return { cohen_h: cohenH(number(p1), number(p2)), n_per_group_h: found.twoSided, n_one_tail: found.oneSided };
  },
  sample_size_mcnemar: ({ p_candidate_only, p_baseline_only }, { alpha, power }) => {
    const pairs = mcnemarSampleSize(number(p_candidate_only), number(p_baseline_only), {
      alpha: number(alpha),
      power: number(power),
    });
    return { n_pairs: pairs, n_pairs_ceil: Math.ceil(pairs) };
  },
  sample_size_paired_t: ({ dz }, { alpha, power }) => ({
    n: pairedTSampleSize(number(dz), { alpha: number(alpha), power: number(power) }),
  }),
  sample_size_mean_difference: ({ sd_difference, mde }, { alpha, power }) => {
    const plan = { alpha: number(alpha), power: number(power) };
    const found = meanDifferenceSampleSize(number(sd_difference), number(mde), plan);
    return { n: found.twoSided, n_non_inferiority: found.nonInferiority };
  },
};
