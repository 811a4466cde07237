import { type Agreement, cohenKappa, matthewsCorrelation } from '../../../src/core/evaluation/binary/agreement.ts';
import { confusion } from '../../../src/core/evaluation/binary/confusion.ts';
import { costOptimalThreshold } from '../../../src/core/evaluation/binary/cost-optimal-threshold.ts';
import { predictedPositive } from '../../../src/core/evaluation/binary/decisions.ts';
import { labelMetrics } from '../../../src/core/evaluation/binary/label-metrics.ts';
import { logLosses } from '../../../src/core/evaluation/binary/log-losses.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { meanStatistic } from '../../../src/core/evaluation/sum-statistic.ts';
import { type Adapter, column, number, texts } from '../shapes.ts';

const binaryLabelMetrics: Adapter = (
  { y_true, y_score, y_pred, sample_weight: weight },
  { threshold, zero_division },
) => {
  const label = column(y_true);
  const predicted =
    threshold === undefined
      ? column(y_pred)
      : predictedPositive({ label, score: column(y_score), threshold: number(threshold) });
  const cells = confusion(label, predicted, weight === undefined ? undefined : column(weight));
  const found = labelMetrics(cells, zero_division === 1 ? 1 : 0);
  return {
    ...cells,
    accuracy: found.accuracy.value,
    balanced_accuracy: found.balancedAccuracy.value,
    precision: found.precision.value,
    recall: found.recall.value,
    specificity: found.specificity.value,
    npv: found.negativePredictiveValue.value,
    f1: found.f1.value,
    f2: found.f2.value,
    f0_5: found.fHalf.value,
    jaccard: found.jaccard.value,
    mcc: found.matthewsCorrelation.value,
    cohen_kappa: found.cohenKappa.value,
    zero_one_loss: found.errorRate.value,
    hamming: found.errorRate.value,
    informedness: found.informedness.value,
    g_mean: found.geometricMean.value,
    lr_plus: found.positiveLikelihoodRatio.value,
    lr_minus: found.negativeLikelihoodRatio.value,
  };
};

/** Rows of each class, by name, of both sides. */
function agreementOf(truth: readonly string[], predicted: readonly string[]): Agreement {
  const classes = [...new Set([...truth, ...predicted])];
  const count = (side: readonly string[]) => classes.map((name) => side.filter((one) => one === name).length);
  const right = truth.filter((name, row) => name === predicted[row]).length;
  return { right, truth: count(truth), predicted: count(predicted) };
}

export const evaluationAdapters: Readonly<Record<string, Adapter>> = {
  agreement: ({ y_true, y_pred }) => {
    const found = agreementOf(texts(y_true), texts(y_pred));
    return { mcc: matthewsCorrelation(found).value, kappa: cohenKappa(found).value };
  },
  binary_label_metrics: binaryLabelMetrics,
  log_loss: ({ y_true, y_score }, { eps }) => {
    const sample = { label: column(y_true), score: column(y_score), threshold: 0.5 };
    return {
      log_loss: observe(meanStatistic(eps === undefined ? logLosses(sample) : logLosses(sample, number(eps)))).value,
    };
  },
  cost_optimal_threshold: ({ y_true, y_score }, { fp, fn }) => ({
    ...costOptimalThreshold(column(y_true), column(y_score), {
      falsePositive: number(fp),
      falseNegative: number(fn),
      truePositive: 0,
      trueNegative: 0,
    }),
  }),
};
