import { byCodeUnit } from '../../features/category.ts';
import { type Disparity, disparity, equalizedOdds } from '../disparity.ts';
import type { GroupRates, Rate } from '../group-rates.ts';
import { type GroupedDecisions, keepRows, metricFrame } from '../metric-frame.ts';
import { type PlainNumbers, plainNumbers } from './plain-numbers.ts';

/** fairlearn's base metrics, by its names. */
const baseMetrics = {
  selection_rate: 'selectionRate',
  true_positive_rate: 'truePositiveRate',
  false_positive_rate: 'falsePositiveRate',
  false_negative_rate: 'falseNegativeRate',
  true_negative_rate: 'trueNegativeRate',
  precision_score: 'positivePredictiveValue',
  accuracy_score: 'accuracy',
} as const satisfies Readonly<Record<string, Rate>>;
type BaseMetric = keyof typeof baseMetrics;

/** MetricFrame's aggregates, by its names. */
const aggregates = {
  group_min: 'minimum',
  group_max: 'maximum',
  difference_between_groups: 'differenceBetween',
  difference_to_overall: 'differenceToOverall',
  ratio_between_groups: 'ratioBetween',
  ratio_to_overall: 'ratioToOverall',
} as const satisfies Readonly<Record<string, keyof Disparity>>;

export interface FairlearnReport {
  readonly overall: PlainNumbers;
  readonly by_group: Readonly<Record<string, PlainNumbers>>;
  /** Each aggregate of each metric, named as the call of MetricFrame that gives it. */
  readonly aggregates: Readonly<Record<keyof typeof aggregates, PlainNumbers>>;
  /** `demographic_parity_difference` and the like; `_to_overall` and `_mean` are those with `method` and `agg` set so. */
  readonly headline: PlainNumbers;
}

/**
 * The numbers of fairlearn 0.15: MetricFrame over the groups and the functions made of it. A rate without rows is 0 there,
 * not undefined, so that a group with no positives counts as one of which none is found. Of `groups`, those without rows are null throughout.
 */
export function fairlearnReport(rows: GroupedDecisions, groups: readonly string[] = []): FairlearnReport {
  const frame = metricFrame(rows, groups, 0);
  const ofEach = <N extends string>(names: readonly N[], value: (name: N) => number) =>
    plainNumbers(Object.fromEntries(names.map((name) => [name, value(name)])));
  const metricNames = Object.keys(baseMetrics) as readonly BaseMetric[];
  const ratesOf = (rates: GroupRates) => ofEach(metricNames, (name) => rates[baseMetrics[name]]);
  const found = new Map(metricNames.map((name) => [name, disparity(frame, baseMetrics[name])]));
  const aggregate = (of: keyof Disparity) => ofEach(metricNames, (name) => found.get(name)?.[of] ?? Number.NaN);
  return {
    overall: ratesOf(frame.overall),
    by_group: Object.fromEntries([...frame.byGroup].map(([name, rates]) => [name, ratesOf(rates)])),
    aggregates: {
      group_min: aggregate('minimum'),
      group_max: aggregate('maximum'),
      difference_between_groups: aggregate('differenceBetween'),
      difference_to_overall: aggregate('differenceToOverall'),
      ratio_between_groups: aggregate('ratioBetween'),
      ratio_to_overall: aggregate('ratioToOverall'),
    },
    headline: plainNumbers(headlineOf(frame)),
  };
}

/** A report for each value of the control feature. */
export type ControlledReport = Readonly<Record<string, FairlearnReport>>;

/** The same with `control_features`: rows are parted by `control` first, and each part has every group, those that it lacks as null. */
export function controlledReport(rows: GroupedDecisions, control: readonly string[]): ControlledReport {
  const groups = [...new Set(rows.group)];
  const strata = [...new Set(control)].sort(byCodeUnit);
  return Object.fromEntries(
    strata.map((stratum) => [
      stratum,
      fairlearnReport(
        keepRows(rows, (row) => control[row] === stratum),
        groups,
      ),
    ]),
  );
}

/** The headline functions of a frame: fairlearn's names, then `_to_overall` and `_mean` where an argument says so. */
export function headlineOf(frame: ReturnType<typeof metricFrame>): Readonly<Record<string, number>> {
  const [parity, opportunity] = [disparity(frame, 'selectionRate'), disparity(frame, 'truePositiveRate')];
  const odds = equalizedOdds(frame);
  return {
    demographic_parity_difference: parity.differenceBetween,
    demographic_parity_difference_to_overall: parity.differenceToOverall,
    demographic_parity_ratio: parity.ratioBetween,
    demographic_parity_ratio_to_overall: parity.ratioToOverall,
    equalized_odds_difference: odds.differenceBetween.worst,
    equalized_odds_difference_mean: odds.differenceBetween.mean,
    equalized_odds_difference_to_overall: odds.differenceToOverall.worst,
    equalized_odds_difference_to_overall_mean: odds.differenceToOverall.mean,
    equalized_odds_ratio: odds.ratioBetween.worst,
    equalized_odds_ratio_mean: odds.ratioBetween.mean,
    equalized_odds_ratio_to_overall: odds.ratioToOverall.worst,
    equalized_odds_ratio_to_overall_mean: odds.ratioToOverall.mean,
    equal_opportunity_difference: opportunity.differenceBetween,
    equal_opportunity_difference_to_overall: opportunity.differenceToOverall,
    equal_opportunity_ratio: opportunity.ratioBetween,
    equal_opportunity_ratio_to_overall: opportunity.ratioToOverall,
  };
}
