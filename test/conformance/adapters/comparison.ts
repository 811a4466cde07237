import { aucInterval } from '../../../src/core/comparison/auc-interval.ts';
import { bcaInterval } from '../../../src/core/comparison/bca.ts';
import { delongPaired } from '../../../src/core/comparison/delong.ts';
import { delongTest } from '../../../src/core/comparison/delong-test.ts';
import { fisherExact } from '../../../src/core/comparison/fisher-exact.ts';
import { hanleyMcneilError } from '../../../src/core/comparison/hanley-mcneil.ts';
import type { Interval } from '../../../src/core/comparison/interval.ts';
import { mcnemarTest } from '../../../src/core/comparison/mcnemar.ts';
import { newcombeInterval } from '../../../src/core/comparison/newcombe.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { pairedWaldInterval } from '../../../src/core/comparison/paired-wald.ts';
import { bootstrapPValue, percentileIntervals } from '../../../src/core/comparison/percentile-intervals.ts';
import type { Random } from '../../../src/core/comparison/random.ts';
import { combine, replicate } from '../../../src/core/comparison/replicates.ts';
import { mcnemarSampleSize, meanDifferenceSampleSize } from '../../../src/core/comparison/sample-size.ts';
import { tangoInterval } from '../../../src/core/comparison/tango.ts';
import { tangoNonInferiority } from '../../../src/core/comparison/tango-test.ts';
import { wilsonInterval } from '../../../src/core/comparison/wilson.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Value, Values } from '../case.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

const tail = ({ confidence }: Values) => (1 - number(confidence)) / 2;
const zOf = (params: Values) => normalQuantile(1 - tail(params));
const ends = ({ low, high }: Interval) => [low, high];
const pairsOf = ({ only_candidate_correct, only_baseline_correct, n }: Values) => ({
  onlyChallenger: number(only_candidate_correct),
  onlyChampion: number(only_baseline_correct),
  n: number(n),
});

/** Plays the index rows of a case where the bootstrap would draw. */
function replay(indices: Value): Random {
  const rows = matrix(indices).values();
  return {
    next: () => 0,
    resample(counts) {
      counts.fill(0);
      for (const row of rows.next().value ?? []) counts[row] = (counts[row] ?? 0) + 1;
    },
  };
}

const delong: Adapter = ({ y_true, baseline, candidate }, params) => {
  const found = delongPaired(column(y_true), column(candidate), column(baseline));
  const { z, twoSided, greater } = delongTest(found);
  return {
    auc_baseline: found.auc.b,
    auc_candidate: found.auc.a,
    var_baseline: found.variance.b,
    var_candidate: found.variance.a,
    cov: found.covariance,
    difference: found.difference,
    se: found.se,
    z,
    p_two_sided: twoSided,
    p_candidate_better: greater,
    ci_lower: found.interval(zOf(params)).low,
    ci_upper: found.interval(zOf(params)).high,
  };
};

const pairedBootstrap: Adapter = ({ y_true, baseline, candidate, resample_indices: indices }, params) => {
  const { metric: name } = params;
  const metric = metrics[name === 'f1' ? 'f1' : 'roc_auc'];
  const bind = (score: Value) => bindMetric(metric, { label: column(y_true), score: column(score), threshold: 0.5 });
  const both = replicate([[bind(candidate), bind(baseline)]], matrix(indices).length, replay(indices));
  const difference = combine(both, ([ofCandidate = 0, ofBaseline = 0]) => ofCandidate - ofBaseline);
  const { percentile, basic } = percentileIntervals(difference, tail(params));
  const bca = bcaInterval(difference, tail(params));
  if ('undefined' in bca) throw new Error(bca.undefined);
  return {
    difference: difference.observed,
    se: bca.se,
    percentile: ends(percentile),
    basic: ends(basic),
    z0: bca.z0,
    acceleration: bca.acceleration,
    bca_levels: bca.levels,
    bca: ends(bca),
    p_two_sided_plus_one: bootstrapPValue(difference),
  };
};

const aucCi: Adapter = ({ y_true, y_score }, params) => {
  const label = column(y_true);
  const found = aucInterval(label, column(y_score), zOf(params));
  if ('undefined' in found) throw new Error(found.undefined);
  const positives = label.filter((y) => y === 1).length;
  return {
    auc: found.auc,
    delong_lower: found.wald.low,
    delong_upper: found.wald.high,
    logit_lower: found.logit.low,
    logit_upper: found.logit.high,
    hanley_mcneil_se: hanleyMcneilError(found.auc, positives, label.length - positives),
  };
};

export const comparisonAdapters: Readonly<Record<string, Adapter>> = {
  delong_paired: delong,
  auc_ci: aucCi,
  paired_bootstrap: pairedBootstrap,
  mcnemar: ({ only_baseline_correct, only_candidate_correct }) => {
    const found = mcnemarTest(number(only_baseline_correct), number(only_candidate_correct));
    return {
      p_exact: found.exact,
      p_mid: found.mid,
      chi2: found.chiSquare?.statistic,
      p_chi2: found.chiSquare?.p,
      chi2_corrected: found.corrected?.statistic,
      p_corrected: found.corrected?.p,
    };
  },
  paired_proportion_difference: (inputs, params) => {
    const pairs = pairsOf(inputs);
    const [wald, tango] = [pairedWaldInterval(pairs, zOf(params)), tangoInterval(pairs, zOf(params))];
    return {
      difference: wald.difference,
      wald_lower: wald.low,
      wald_upper: wald.high,
      tango_lower: tango.low,
      tango_upper: tango.high,
    };
  },
  non_inferiority_accuracy: (inputs, { margin, alpha }) => {
    const found = tangoNonInferiority(pairsOf(inputs), number(margin), number(alpha));
    return {
      difference: found.difference,
      lower_one_sided_95: found.low,
      z: found.z,
      p: found.p,
      non_inferior: found.nonInferior,
    };
  },
  two_independent_proportions: ({ x1, n1, x2, n2 }, params) => {
    const a = { successes: number(x1), n: number(n1) };
    const b = { successes: number(x2), n: number(n2) };
    const newcombe = newcombeInterval(a, b, zOf(params));
    return {
      difference: newcombe.difference,
      newcombe: ends(newcombe),
      wilson_1: ends(wilsonInterval(a.successes, a.n, zOf(params))),
      wilson_2: ends(wilsonInterval(b.successes, b.n, zOf(params))),
      p_fisher: fisherExact(a, b),
    };
  },
  sample_size_mcnemar: ({ p_candidate_only, p_baseline_only }, { alpha, power }) => {
    const pairs = mcnemarSampleSize(number(p_candidate_only), number(p_baseline_only), {
      alpha: number(alpha),
      power: number(power),
    });
    return { n_pairs: pairs, n_pairs_ceil: Math.ceil(pairs) };
  },
  sample_size_mean_difference: ({ sd_difference, mde }, { alpha, power }) => {
    const plan = { alpha: number(alpha), power: number(power) };
    const found = meanDifferenceSampleSize(number(sd_difference), number(mde), plan);
    return { n: found.twoSided, n_non_inferiority: found.nonInferiority };
  },
};
