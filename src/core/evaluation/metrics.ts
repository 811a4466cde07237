import type { MetricName } from '../definitions/schema/gates.ts';
import { averagePrecisionStatistic } from './binary/average-precision.ts';
import { balancedAccuracyStatistic } from './binary/balanced-accuracy.ts';
import { decisionCosts } from './binary/decision-costs.ts';
import { decidedRight, predictedPositive } from './binary/decisions.ts';
import { f1Statistic } from './binary/f1.ts';
import { logLosses } from './binary/log-losses.ts';
import { precisionStatistic } from './binary/precision.ts';
import { rocAucStatistic } from './binary/roc-auc.ts';
import type { Metric } from './metric.ts';
import { absoluteErrors, errors } from './regression/errors.ts';
import { medianAbsoluteErrorStatistic } from './regression/median-absolute-error.ts';
import { r2Statistic } from './regression/r2.ts';
import { rootMeanSquaredErrorStatistic } from './regression/root-mean-squared-error.ts';
import { squaredErrors } from './squared-errors.ts';

const higher = { task: 'binary', betterIs: 'higher' } as const;
const lower = { task: 'binary', betterIs: 'lower' } as const;
const neither = { task: 'binary', betterIs: 'neither' } as const;
const regression = { task: 'regression', betterIs: 'lower' } as const;

/** Every metric that a definition can name. */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  roc_auc: {
    ...higher,
    title: 'ROC AUC',
    kind: 'rocAuc',
    reads: 'ranking',
    bothClasses: true,
    statistic: ({ label, score }) => rocAucStatistic(label, score),
  },
  average_precision: {
    ...higher,
    title: 'average precision',
    kind: 'other',
    reads: 'ranking',
    bothClasses: true,
    statistic: ({ label, score }) => averagePrecisionStatistic(label, score),
  },
  log_loss: { ...lower, title: 'log loss', kind: 'mean', probabilities: true, perRow: (sample) => logLosses(sample) },
  brier: { ...lower, title: 'Brier score', kind: 'mean', probabilities: true, perRow: squaredErrors },
  accuracy: { ...higher, title: 'accuracy', kind: 'proportion', perRow: decidedRight },
  balanced_accuracy: {
    ...higher,
    title: 'balanced accuracy',
    kind: 'other',
    reads: 'decisions',
    bothClasses: true,
    statistic: balancedAccuracyStatistic,
  },
  precision: { ...higher, title: 'precision', kind: 'ratio', reads: 'decisions', statistic: precisionStatistic },
  recall: { ...higher, title: 'recall', kind: 'proportion', among: 1, perRow: predictedPositive },
  f1: { ...higher, title: 'F1', kind: 'other', reads: 'decisions', statistic: f1Statistic },
  false_positive_rate: {
    ...lower,
    title: 'false positive rate',
    kind: 'proportion',
    among: 0,
    perRow: predictedPositive,
  },
  selection_rate: { ...neither, title: 'selection rate', kind: 'proportion', perRow: predictedPositive },
  mean_score: { ...neither, title: 'mean score', kind: 'mean', perRow: ({ score }) => score },
  expected_cost: { ...lower, title: 'expected cost', kind: 'mean', costs: 'needed', perRow: decisionCosts },
  mae: { ...regression, title: 'mean absolute error', kind: 'mean', perRow: absoluteErrors },
  mse: { ...regression, title: 'mean squared error', kind: 'mean', perRow: squaredErrors },
  rmse: {
    ...regression,
    title: 'root mean squared error',
    kind: 'other',
    reads: 'scores',
    statistic: rootMeanSquaredErrorStatistic,
  },
  r2: { ...regression, betterIs: 'higher', title: 'R²', kind: 'other', reads: 'scores', statistic: r2Statistic },
  median_absolute_error: {
    ...regression,
    title: 'median absolute error',
    kind: 'other',
    reads: 'scores',
    statistic: medianAbsoluteErrorStatistic,
  },
  mean_error: { ...regression, betterIs: 'neither', title: 'mean error', kind: 'mean', perRow: errors },
};
