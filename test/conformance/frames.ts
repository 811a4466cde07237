import { disparity } from '../../src/core/fairness/disparity.ts';
import type { GroupRates, Rate } from '../../src/core/fairness/group-rates.ts';
import type { GroupedDecisions, MetricFrame } from '../../src/core/fairness/metric-frame.ts';
import type { Values } from './case.ts';
import { column, texts } from './shapes.ts';

const cellNames = ['tp', 'fp', 'fn', 'tn', 'n'] as const;

/** Neutral names of the rates, and ours. */
export const rateNames = {
  selection_rate: 'selectionRate',
  base_rate: 'baseRate',
  accuracy: 'accuracy',
  tpr: 'truePositiveRate',
  fnr: 'falseNegativeRate',
  fpr: 'falsePositiveRate',
  tnr: 'trueNegativeRate',
  ppv: 'positivePredictiveValue',
  fdr: 'falseDiscoveryRate',
  npv: 'negativePredictiveValue',
  for: 'falseOmissionRate',
} as const satisfies Readonly<Record<string, Rate>>;

/** Neutral names of the disparities of a rate, and ours. */
const disparityNames = {
  difference_between: 'differenceBetween',
  difference_to_overall: 'differenceToOverall',
  ratio_between: 'ratioBetween',
  ratio_to_overall: 'ratioToOverall',
} as const;

/** 0/1 decisions with the group and the weight of each row. `group` where the case brings other features. */
export function groupedRows(inputs: Values, group: readonly string[] = texts(inputs['group'])): GroupedDecisions {
  const { y_true, y_pred, sample_weight: weight } = inputs;
  const rows = { label: column(y_true), predicted: column(y_pred), group };
  return weight === undefined ? rows : { ...rows, weight: column(weight) };
}

export function ofGroups(frame: MetricFrame, value: (rates: GroupRates) => number): Values {
  return Object.fromEntries([...frame.byGroup].map(([name, rates]) => [name, value(rates)]));
}

export function ratesOf(rates: GroupRates): Values {
  return {
    ...Object.fromEntries(cellNames.map((name) => [name, rates[name]])),
    ...Object.fromEntries(Object.entries(rateNames).map(([name, rate]) => [name, rates[rate]])),
  };
}

export function aggregatesOf(frame: MetricFrame, rate: Rate): Values {
  const found = disparity(frame, rate);
  return {
    group_min: found.minimum,
    group_max: found.maximum,
    ...Object.fromEntries(Object.entries(disparityNames).map(([name, key]) => [name, found[key]])),
  };
}
