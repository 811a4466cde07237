import { quantile } from '../../../src/core/comparison/quantile.ts';
import { disparity, equalizedOdds } from '../../../src/core/fairness/disparity.ts';
import { crossFeatures, keepRows, type MetricFrame, metricFrame } from '../../../src/core/fairness/metric-frame.ts';
import { headlineOf } from '../../../src/core/fairness/profiles/fairlearn.ts';
import type { Values } from '../case.ts';
import { aggregatesOf, groupedRows, ofGroups, rateNames, ratesOf } from '../frames.ts';
import { type Adapter, column, matrix, texts, values } from '../shapes.ts';

/** The rates whose aggregates the cases ask for. */
const aggregated = ['selection_rate', 'accuracy', 'tpr', 'fpr', 'fnr', 'ppv'] as const;

const aggregates = (frame: MetricFrame): Values =>
  Object.fromEntries(aggregated.map((name) => [name, aggregatesOf(frame, rateNames[name])]));
const allRates = (frame: MetricFrame): Values =>
  Object.fromEntries([...frame.byGroup].map(([name, rates]) => [name, ratesOf(rates)]));

const zeroDenominator: Adapter = (inputs, { zero_denominator }) => {
  const frame = metricFrame(groupedRows(inputs), undefined, zero_denominator === 0 ? 0 : undefined);
  const [selection, truePositives] = [disparity(frame, 'selectionRate'), disparity(frame, 'truePositiveRate')];
  return {
    tpr: ofGroups(frame, ({ truePositiveRate }) => truePositiveRate),
    ppv: ofGroups(frame, ({ positivePredictiveValue }) => positivePredictiveValue),
    tpr_difference: truePositives.differenceBetween,
    tpr_ratio: truePositives.ratioBetween,
    fpr_difference: disparity(frame, 'falsePositiveRate').differenceBetween,
    dp_difference: selection.differenceBetween,
    dp_ratio: selection.ratioBetween,
    equalized_odds_difference: equalizedOdds(frame).differenceBetween.worst,
  };
};

/** fairlearn's names without `method`, and with `agg` where both are asked for. */
const headline: Adapter = (inputs) => {
  const said = headlineOf(metricFrame(groupedRows(inputs)));
  const named = Object.entries(said).map(([name, value]) => {
    const [base = '', mean = ''] = name.split(/(_mean)$/);
    const method = base.endsWith('_to_overall') ? base : `${base}_between`;
    const aggregate = base.startsWith('equalized_odds') ? mean || '_worst' : '';
    return [method + aggregate, value];
  });
  return Object.fromEntries(named);
};

const bootstrap: Adapter = ({ resample_indices: indices, ...inputs }, { quantiles }) => {
  const rows = groupedRows(inputs);
  const frames = matrix(indices).map((drawn) => {
    const weight = new Float64Array(rows.label.length);
    for (const row of drawn) weight[row] = (weight[row] ?? 0) + 1;
    return metricFrame({ ...rows, weight });
  });
  const quantilesOf = (differences: readonly number[]) =>
    Array.from(column(quantiles), (p) => quantile(Float64Array.from(differences).sort(), p));
  return {
    dp_difference_quantiles: quantilesOf(frames.map((frame) => disparity(frame, 'selectionRate').differenceBetween)),
    eo_difference_quantiles: quantilesOf(frames.map((frame) => equalizedOdds(frame).differenceBetween.worst)),
  };
};

export const fairnessAdapters: Readonly<Record<string, Adapter>> = {
  metric_frame: (inputs) => {
    const frame = metricFrame(groupedRows(inputs));
    return { by_group: allRates(frame), overall: ratesOf(frame.overall), aggregates: aggregates(frame) };
  },
  metric_frame_intersectional: ({ features, ...inputs }) => {
    const { rows, groups } = crossFeatures(Object.values(values(features)).map(texts));
    const frame = metricFrame(groupedRows(inputs, rows), groups);
    return { by_group: allRates(frame), ...aggregates(frame) };
  },
  metric_frame_control: ({ control, ...inputs }) => {
    const strata = texts(control);
    const ofStratum = (stratum: string): Values => {
      const frame = metricFrame(keepRows(groupedRows(inputs), (row) => strata[row] === stratum));
      const byGroup = ofGroups(frame, ({ selectionRate }) => selectionRate);
      return { overall: frame.overall.selectionRate, by_group: byGroup, ...aggregatesOf(frame, 'selectionRate') };
    };
    return Object.fromEntries([...new Set(strata)].map((stratum) => [stratum, ofStratum(stratum)]));
  },
  zero_denominator: zeroDenominator,
  fairlearn_headline: headline,
  fairness_bootstrap: bootstrap,
};
