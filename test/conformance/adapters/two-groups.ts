import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { fourFifthsRule } from '../../../src/core/fairness/four-fifths.ts';
import { metricFrame } from '../../../src/core/fairness/metric-frame.ts';
import { privilegedContrast } from '../../../src/core/fairness/privileged-contrast.ts';
import { groupedRows } from '../frames.ts';
import { type Adapter, column, number, texts, values } from '../shapes.ts';
import { weighted } from '../weighted.ts';

const twoGroups: Adapter = ({ privileged, ...inputs }) => {
  const { byGroup } = metricFrame(groupedRows(inputs, texts(privileged)));
  const [without, having] = [byGroup.get('0'), byGroup.get('1')];
  if (without === undefined || having === undefined) throw new Error('the case has one group only');
  const found = privilegedContrast(without, having);
  return {
    statistical_parity_difference: found.statisticalParity,
    disparate_impact: found.disparateImpact,
    equal_opportunity_difference: found.equalOpportunity,
    average_odds_difference: found.averageOdds,
    average_abs_odds_difference: found.averageAbsoluteOdds,
    predictive_parity_difference: found.predictiveParity,
    average_predictive_value_difference: found.averagePredictiveValue,
    error_rate_difference: found.errorRateDifference,
    error_rate_ratio: found.errorRateRatio,
    base_rate_difference: found.baseRateDifference,
    base_rate_ratio: found.baseRateRatio,
  };
};

/** Selection of one group against another. */
export const twoGroupAdapters: Readonly<Record<string, Adapter>> = {
  aif360_group: twoGroups,
  four_fifths: ({ selected, applicants }) => {
    const all = values(applicants);
    const groups = Object.entries(values(selected)).map(([name, count]) => ({
      successes: number(count),
      n: number(all[name]),
    }));
    const { impactRatio, violated, z, fisher } = fourFifthsRule(groups);
    return { impact_ratio: impactRatio, four_fifths_violated: violated, z: z.z, p_fisher: fisher.twoSided };
  },
  selection_rate: ({ y_pred, sample_weight }, { pos_label: positive = 1 }) => {
    const score = column(y_pred).map((label) => (label === positive ? 1 : 0));
    return {
      selection_rate: weighted(
        bindMetric(metrics.selection_rate, { label: score, score, threshold: 1 }),
        sample_weight,
      ),
    };
  },
};
