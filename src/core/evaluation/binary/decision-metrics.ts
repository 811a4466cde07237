import type { Metric } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { cohenKappa, matthewsCorrelation } from './agreement.ts';
import { agreementStatistic } from './agreement-statistic.ts';
import { balancedAccuracyStatistic } from './balanced-accuracy.ts';
import { benefitEntropyStatistic } from './benefit-entropy.ts';
import { decisionCosts } from './decision-costs.ts';
import { decidedRight, predictedNegative, predictedPositive } from './decisions.ts';
import { fBetaStatistic } from './f-beta.ts';
import { negativePredictiveValueStatistic } from './negative-predictive-value.ts';
import { precisionStatistic } from './precision.ts';

const higher = { task: 'binary', betterIs: 'higher' } as const;
const lower = { task: 'binary', betterIs: 'lower' } as const;

/** Metrics of the decisions at the threshold. */
export const decisionMetrics = {
  accuracy: {
    ...higher,
    title: 'accuracy',
    definition: 'Share of right decisions.',
    kind: 'proportion',
    perRow: decidedRight,
  },
  balanced_accuracy: {
    ...higher,
    title: 'balanced accuracy',
    definition: 'Mean of recall and specificity.',
    kind: 'other',
    reads: 'decisions',
    bothClasses: true,
    statistic: balancedAccuracyStatistic,
  },
  precision: {
    ...higher,
    title: 'precision',
    definition: 'TP / (TP + FP).',
    kind: 'ratio',
    reads: 'decisions',
    statistic: precisionStatistic,
  },
  recall: {
    ...higher,
    title: 'recall',
    definition: 'TP / (TP + FN).',
    kind: 'proportion',
    among: 1,
    perRow: predictedPositive,
  },
  specificity: {
    ...higher,
    title: 'specificity',
    definition: 'TN / (TN + FP): the true negative rate.',
    kind: 'proportion',
    among: 0,
    perRow: predictedNegative,
  },
  negative_predictive_value: {
    ...higher,
    title: 'negative predictive value',
    definition: 'TN / (TN + FN).',
    kind: 'ratio',
    reads: 'decisions',
    statistic: negativePredictiveValueStatistic,
  },
  f1: fBeta(1, 'F1', '2 TP / (2 TP + FP + FN).'),
  f0_5: fBeta(0.5, 'F0.5', 'F with β = 0.5: precision counts twice as much as recall.'),
  f2: fBeta(2, 'F2', 'F with β = 2: recall counts twice as much as precision.'),
  matthews_correlation: {
    ...higher,
    title: 'Matthews correlation',
    range: [-1, 1],
    definition: '(TP · TN - FP · FN) / √ of the product of the four margins; undefined with an empty margin.',
    kind: 'other',
    reads: 'decisions',
    bothClasses: true,
    statistic: (sample) => agreementStatistic(sample, matthewsCorrelation),
  },
  cohen_kappa: {
    ...higher,
    title: "Cohen's κ",
    range: [-1, 1],
    definition: 'Accuracy beyond chance, over what is possible beyond chance.',
    kind: 'other',
    reads: 'decisions',
    bothClasses: true,
    statistic: (sample) => agreementStatistic(sample, cohenKappa),
  },
  generalized_entropy: benefitEntropy(2, 'generalised entropy', 'Half the squared coefficient of variation of'),
  theil_index: benefitEntropy(1, 'Theil index', "Theil's index of"),
  false_positive_rate: {
    ...lower,
    title: 'false positive rate',
    definition: 'FP / (FP + TN).',
    kind: 'proportion',
    among: 0,
    perRow: predictedPositive,
  },
  selection_rate: {
    task: 'binary',
    betterIs: 'neither',
    title: 'selection rate',
    definition: 'Share of rows called positive.',
    kind: 'proportion',
    perRow: predictedPositive,
  },
  negative_rate: {
    task: 'binary',
    betterIs: 'neither',
    title: 'negative rate',
    definition: 'Share of rows called negative.',
    kind: 'proportion',
    perRow: predictedNegative,
  },
  expected_cost: {
    ...lower,
    title: 'expected cost',
    definition: 'Mean cost of a decision, by `problem.costs`.',
    kind: 'mean',
    costs: 'needed',
    perRow: decisionCosts,
  },
} satisfies Readonly<Record<string, Metric>>;

function fBeta(beta: number, title: string, definition: string) {
  return {
    ...higher,
    title,
    definition,
    kind: 'other',
    reads: 'decisions',
    statistic: (sample: Sample) => fBetaStatistic(sample, beta),
  } satisfies Metric;
}

/** How unevenly people gain by decisions, whatever their group. Speicher et al. 2018. */
function benefitEntropy(alpha: 1 | 2, title: string, of: string) {
  return {
    ...lower,
    title,
    definition: `${of} what rows get, 1 + decision - label: 0 where all get the same. It says how uneven errors are, not between which groups.`,
    kind: 'other',
    reads: 'decisions',
    statistic: (sample: Sample) => benefitEntropyStatistic(sample, alpha),
  } satisfies Metric;
}
