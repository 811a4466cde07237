import { bindMetric, type Metric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { backgroundAucs } from '../../../src/core/fairness/background-auc.ts';
import { demographicDisparity } from '../../../src/core/fairness/demographic-disparity.ts';
import { smoothedDifferentialFairness, smoothedRate } from '../../../src/core/fairness/differential-fairness.ts';
import { disparityOf } from '../../../src/core/fairness/disparity.ts';
import {
  benefits,
  coefficientOfVariation,
  generalizedEntropy,
  groupMeans,
} from '../../../src/core/fairness/generalized-entropy.ts';
import { metricFrame } from '../../../src/core/fairness/metric-frame.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { distributionGaps, kolmogorovSmirnovDistance } from '../../../src/core/monitoring/drift/distribution-gaps.ts';
import type { Values } from '../case.ts';
import { groupedRows } from '../frames.ts';
import { type Adapter, column, number, texts } from '../shapes.ts';

const plain = (byGroup: ReadonlyMap<string, number>): Values => Object.fromEntries(byGroup);

const entropy: Adapter = (inputs) => {
  const benefit = benefits(groupedRows(inputs));
  const { codes, levels } = categoryColumn(texts(inputs['group']));
  const between = groupMeans(benefit, codes, levels.length);
  return {
    gei_2: generalizedEntropy(benefit, 2).value,
    theil: generalizedEntropy(benefit, 1).value,
    gei_3: generalizedEntropy(benefit, 3).value,
    cv: coefficientOfVariation(benefit).value,
    between_group_gei_2: generalizedEntropy(between, 2).value,
    between_group_theil: generalizedEntropy(between, 1).value,
  };
};

const differential: Adapter = (inputs, { concentration, classes }) => {
  const { byGroup } = metricFrame(groupedRows(inputs));
  const groups = [...byGroup];
  const edf = (counts: readonly { readonly count: number; readonly n: number }[]) =>
    smoothedDifferentialFairness(counts, number(concentration), number(classes));
  const predictions = groups.map(([, { selected, n }]) => ({ count: selected, n }));
  const labels = groups.map(([, { tp, fn, n }]) => ({ count: tp + fn, n }));
  const rates = groups.map(([name], i) => [
    name,
    smoothedRate(predictions[i] ?? { count: 0, n: 0 }, number(concentration), number(classes)),
  ]);
  return {
    smoothed_rates: Object.fromEntries(rates),
    edf_predictions: edf(predictions),
    edf_labels: edf(labels),
    bias_amplification: edf(predictions) - edf(labels),
  };
};

const disparity: Adapter = ({ y_pred, group }) => {
  const { byGroup } = metricFrame(groupedRows({ y_true: y_pred, y_pred, group }));
  const decided = [...byGroup].map(
    ([name, { selected, n }]) => [name, { accepted: selected, rejected: n - selected }] as const,
  );
  const found = demographicDisparity(new Map(decided));
  return { dd: plain(found.byGroup), cdd: found.mean };
};

/** A metric of each group, on its rows with this label where one is asked for. */
function byGroup(metric: Metric, rows: Rows, asked?: number): ReadonlyMap<string, number> {
  const ofGroup = (name: string) => {
    const keep = (_: number, row: number) => rows.group[row] === name && (asked ?? rows.label[row]) === rows.label[row];
    const sample = { label: rows.label.filter(keep), score: rows.score.filter(keep), threshold: 0.5 };
    return observe(bindMetric(metric, sample)).value;
  };
  return new Map([...new Set(rows.group)].map((name) => [name, ofGroup(name)]));
}
interface Rows {
  readonly label: Float64Array;
  readonly score: Float64Array;
  readonly group: readonly string[];
}

const apart = (byGroup: ReadonlyMap<string, number>) => disparityOf(Float64Array.from(byGroup.values()), Number.NaN);

const scores: Adapter = ({ y_true, y_score, group }) => {
  const rows = { label: column(y_true), score: column(y_score), group: texts(group) };
  const auc = byGroup(metrics.roc_auc, rows);
  const { levels, codes } = categoryColumn(rows.group);
  const background = backgroundAucs(rows, { type: 'category', levels, codes });
  return {
    auc: plain(auc),
    auc_difference: apart(auc).differenceBetween,
    mean_score_positives: plain(byGroup(metrics.mean_score, rows, 1)),
    mean_score_negatives: plain(byGroup(metrics.mean_score, rows, 0)),
    calibration_in_the_large: plain(byGroup(metrics.mean_calibration_error, rows)),
    brier: plain(byGroup(metrics.brier, rows)),
    bpsn_auc: Object.fromEntries(levels.map((name, i) => [name, background[i]])),
  };
};

const regression: Adapter = ({ y_true, y_pred, group }) => {
  const rows = { label: column(y_true), score: column(y_pred), group: texts(group) };
  const [mae, bias, r2] = [metrics.mae, metrics.mean_error, metrics.r2].map((metric) => byGroup(metric, rows));
  const { differenceBetween, ratioBetween } = apart(mae ?? new Map());
  const of = (name: string) => ({ mae: mae?.get(name), bias: bias?.get(name), r2: r2?.get(name) });
  const predictions = (name: string) => ({ values: rows.score.filter((_, row) => rows.group[row] === name).sort() });
  return {
    by_group: Object.fromEntries([...new Set(rows.group)].map((name) => [name, of(name)])),
    mae_difference: differenceBetween,
    mae_ratio: ratioBetween,
    ks_predictions_a_c: kolmogorovSmirnovDistance(distributionGaps(predictions('a'), predictions('c'))),
  };
};

/** Inequality over people, and numbers of scores and values by group. */
export const groupFairnessAdapters: Readonly<Record<string, Adapter>> = {
  generalized_entropy: entropy,
  smoothed_edf: differential,
  cdd: disparity,
  score_fairness: scores,
  regression_fairness: regression,
};
