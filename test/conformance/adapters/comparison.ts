import { aucInterval } from '../../../src/core/comparison/auc-interval.ts';
import { bcaInterval } from '../../../src/core/comparison/bca.ts';
import { clustersOf } from '../../../src/core/comparison/clusters.ts';
import { delongPaired } from '../../../src/core/comparison/delong.ts';
import { delongTest } from '../../../src/core/comparison/delong-test.ts';
import { delongUnpaired } from '../../../src/core/comparison/delong-unpaired.ts';
import { hanleyMcneilError } from '../../../src/core/comparison/hanley-mcneil.ts';
import type { Interval } from '../../../src/core/comparison/interval.ts';
import { bootstrapPValue, percentileIntervals } from '../../../src/core/comparison/percentile-intervals.ts';
import type { Random } from '../../../src/core/comparison/random.ts';
import { combine, replicate } from '../../../src/core/comparison/replicates.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Value } from '../case.ts';
import { tail, zOf } from '../levels.ts';
import { type Adapter, column, matrix } from '../shapes.ts';

const ends = ({ low, high }: Interval) => [low, high];

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
  const found = aucInterval(label, column(y_score), () => zOf(params));
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

const clusterBootstrap: Adapter = ({ y_true, baseline, candidate, cluster, cluster_resamples: draws }, params) => {
  const bind = (score: Value) =>
    bindMetric(metrics.accuracy, { label: column(y_true), score: column(score), threshold: 0.5 });
  const ids = column(cluster);
  const levels = [...new Set(ids)].sort((a, b) => a - b);
  const codes = Int32Array.from(ids, (id) => levels.indexOf(id));
  const named = { type: 'category' as const, codes, levels: levels.map(String) };
  const clusters = clustersOf(named, [Uint32Array.from(ids.keys())]);
  const both = replicate([[bind(candidate), bind(baseline)]], matrix(draws).length, replay(draws), clusters);
  const difference = combine(both, ([ofCandidate = 0, ofBaseline = 0]) => ofCandidate - ofBaseline);
  const bca = bcaInterval(difference, tail(params));
  if ('undefined' in bca) throw new Error(bca.undefined);
  return { percentile: ends(percentileIntervals(difference, tail(params)).percentile), se: bca.se };
};

export const comparisonAdapters: Readonly<Record<string, Adapter>> = {
  delong_paired: delong,
  delong_unpaired: ({ y1, s1, y2, s2 }) => {
    const a = { label: column(y1), score: column(s1) };
    const found = delongUnpaired(a, { label: column(y2), score: column(s2) });
    return { auc1: found.auc.a, auc2: found.auc.b, d: found.t, df: found.degrees, p_two_sided: found.twoSided };
  },
  auc_ci: aucCi,
  paired_bootstrap: pairedBootstrap,
  cluster_bootstrap: clusterBootstrap,
};
