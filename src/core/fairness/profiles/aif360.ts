import { categoryColumn } from '../../features/category.ts';
import { demographicDisparity } from '../demographic-disparity.ts';
import { differentialFairness, smoothedRate } from '../differential-fairness.ts';
import { benefits, coefficientOfVariation, generalizedEntropy, groupMeans } from '../generalized-entropy.ts';
import type { GroupRates } from '../group-rates.ts';
import { type GroupedDecisions, metricFrame } from '../metric-frame.ts';
import { privilegedContrast } from '../privileged-contrast.ts';
import { type PlainNumbers, plainNumbers } from './plain-numbers.ts';

export interface Aif360Report {
  /** Everybody outside the privileged group against it. */
  readonly group: PlainNumbers;
  /** Of people, whatever their group; `between_group_*` is the part that lies between the groups. */
  readonly individual: PlainNumbers;
  /** Over all groups, none of them privileged. */
  readonly intersectional: PlainNumbers;
}

/** The numbers of AIF360 0.6.1 by the names of its functions in `aif360.sklearn.metrics`; `privileged` is one group, all others together are not. */
export function aif360Report(rows: GroupedDecisions, privileged: string): Aif360Report {
  return {
    group: plainNumbers(groupNumbers(rows, privileged)),
    individual: plainNumbers(individualNumbers(rows)),
    intersectional: plainNumbers(intersectionalNumbers(rows)),
  };
}

function groupNumbers(rows: GroupedDecisions, privileged: string): Readonly<Record<string, number>> {
  const side = (name: string) => (name === privileged ? 'privileged' : 'unprivileged');
  const { byGroup } = metricFrame({ ...rows, group: rows.group.map(side) }, ['privileged', 'unprivileged'], 0);
  const [having, without] = [byGroup.get('privileged'), byGroup.get('unprivileged')];
  if (having === undefined || without === undefined)
    throw new RangeError('a frame has the groups that it was asked for');
  const found = privilegedContrast(asScored(without), asScored(having));
  return {
    statistical_parity_difference: found.statisticalParity,
    // Over 0 its ratio is 0, by its `zero_division`.
    disparate_impact_ratio: having.selectionRate === 0 ? 0 : found.disparateImpact,
    equal_opportunity_difference: found.equalOpportunity,
    average_odds_difference: found.averageOdds,
    average_odds_error: found.averageAbsoluteOdds,
    average_predictive_value_difference: found.averagePredictiveValue,
  };
}

/** Without negatives its specificity is 0, so that the false positive rate is 1. */
function asScored(rates: GroupRates): GroupRates {
  return rates.fp + rates.tn > 0 ? rates : { ...rates, falsePositiveRate: 1 };
}

/** Weights are not asked for: AIF360 takes none here. */
function individualNumbers(rows: GroupedDecisions): Readonly<Record<string, number>> {
  const benefit = benefits(rows);
  const { codes, levels } = categoryColumn(rows.group);
  const between = groupMeans(benefit, codes, levels.length);
  const known = ({ value, degenerate }: ReturnType<typeof generalizedEntropy>) =>
    degenerate === undefined ? value : Number.NaN;
  return {
    generalized_entropy_error: known(generalizedEntropy(benefit, 2)),
    theil_index: known(generalizedEntropy(benefit, 1)),
    coefficient_of_variation: known(coefficientOfVariation(benefit)),
    between_group_generalized_entropy_error: known(generalizedEntropy(between, 2)),
  };
}

function intersectionalNumbers(rows: GroupedDecisions): Readonly<Record<string, number>> {
  const { byGroup } = metricFrame(rows);
  const groups = [...byGroup].map(([name, { tp, fp, fn, tn }]) => ({ name, tp, fp, fn, tn, n: tp + fp + fn + tn }));
  const edf = differentialFairness(groups.map(({ tp, fp, n }) => smoothed(tp + fp, n)));
  const edfOfLabels = differentialFairness(groups.map(({ tp, fn, n }) => smoothed(tp + fn, n)));
  const decided = groups.map(({ name, tp, fp, fn, tn }) => [name, { accepted: tp + fp, rejected: fn + tn }] as const);
  return {
    smoothed_edf: edf,
    df_bias_amplification: edf - edfOfLabels,
    conditional_demographic_disparity: demographicDisparity(new Map(decided)).mean,
  };
}

/** It counts the outcomes that occur in the group: where all are alike, one. */
function smoothed(count: number, n: number): number {
  return smoothedRate({ count, n }, 1, count === 0 || count === n ? 1 : 2);
}
