import { degenerate, type MetricValue } from '../metric-value.ts';
import { cohenKappa, matthewsCorrelation } from './agreement.ts';
import type { Confusion } from './confusion.ts';

/**
 * What follows from a confusion matrix, with scikit-learn's values. A ratio of nothing is `zeroDivision` (0 or 1) and
 * degenerate; Matthews correlation is then 0.
 */
export function labelMetrics({ tp, fp, fn, tn }: Confusion, zeroDivision: 0 | 1 = 0) {
  const total = tp + fp + fn + tn;
  const ratio = (above: number, below: number): MetricValue =>
    below > 0 ? { value: above / below } : degenerate('nothing to divide by', zeroDivision);
  const fBeta = (beta: number) => ratio((1 + beta ** 2) * tp, (1 + beta ** 2) * tp + beta ** 2 * fn + fp);
  const from = (of: readonly MetricValue[], how: (values: readonly number[]) => number): MetricValue => {
    const reason = of.find((one) => one.degenerate !== undefined)?.degenerate;
    const value = how(of.map((one) => one.value));
    return reason === undefined ? { value } : degenerate(reason, value);
  };
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  const accuracy = ratio(tp + tn, total);
  const agreement = { right: tp + tn, truth: [tn + fp, tp + fn], predicted: [tn + fn, tp + fp] };
  return {
    accuracy,
    balancedAccuracy: from([recall, specificity], ([r = 0, s = 0]) => (r + s) / 2),
    precision: ratio(tp, tp + fp),
    recall,
    specificity,
    negativePredictiveValue: ratio(tn, tn + fn),
    f1: fBeta(1),
    f2: fBeta(2),
    fHalf: fBeta(0.5),
    jaccard: ratio(tp, tp + fp + fn),
    matthewsCorrelation: matthewsCorrelation(agreement),
    cohenKappa: cohenKappa(agreement),
    errorRate: from([accuracy], ([a = 0]) => 1 - a),
    informedness: from([recall, specificity], ([r = 0, s = 0]) => r + s - 1),
    geometricMean: from([recall, specificity], ([r = 0, s = 0]) => Math.sqrt(r * s)),
    positiveLikelihoodRatio: from([recall, ratio(fp, fp + tn)], ([r = 0, f = 0]) => r / f),
    negativeLikelihoodRatio: from([ratio(fn, tp + fn), specificity], ([m = 0, s = 0]) => m / s),
  };
}
