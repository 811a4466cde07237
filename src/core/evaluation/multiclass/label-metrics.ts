import { cohenKappa, matthewsCorrelation } from '../binary/agreement.ts';
import type { MetricValue } from '../metric-value.ts';
import { averageRate, balancedAccuracy, type ClassRate, classRates, ratesByClass } from './class-averages.ts';
import { agreementOf, marginsOf } from './class-margins.ts';
import { type ConfusionCells, confusionMatrix } from './confusion-cells.ts';
import { weightedKappa } from './weighted-kappa.ts';

/** A rate of every class in order, and over all of them. */
export interface AveragedRate {
  readonly byClass: readonly MetricValue[];
  readonly micro: MetricValue;
  readonly macro: MetricValue;
  readonly weighted: MetricValue;
}

/** What follows from a confusion matrix of several classes, with scikit-learn's values. */
export function classLabelMetrics(cells: ConfusionCells) {
  const margins = marginsOf(cells);
  const agreement = agreementOf(margins);
  const matrix = confusionMatrix(cells);
  const balanced = balancedAccuracy(margins);
  const chance = 1 / margins.truth.filter((rows) => rows > 0).length;
  return {
    accuracy: averageRate(margins, 'recall', 'micro'),
    balancedAccuracy: balanced,
    /** Rescaled so that chance is 0. */
    adjustedBalancedAccuracy: { ...balanced, value: (balanced.value - chance) / (1 - chance) },
    matthewsCorrelation: matthewsCorrelation(agreement),
    cohenKappa: cohenKappa(agreement),
    linearKappa: weightedKappa(cells, 1),
    quadraticKappa: weightedKappa(cells, 2),
    confusion: matrix,
    /** Shares of each true class; NaN for one without rows. */
    confusionOfTruth: matrix.map((line, k) => line.map((rows) => rows / (margins.truth[k] ?? 0))),
    support: margins.truth,
    rates: Object.fromEntries(
      classRates.map((rate): [ClassRate, AveragedRate] => [
        rate,
        {
          byClass: ratesByClass(margins, rate),
          micro: averageRate(margins, rate, 'micro'),
          macro: averageRate(margins, rate, 'macro'),
          weighted: averageRate(margins, rate, 'weighted'),
        },
      ]),
    ) as Readonly<Record<ClassRate, AveragedRate>>, // fromEntries forgets the keys
  };
}
