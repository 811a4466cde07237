import { binnedStatistic } from '../../../src/core/evaluation/calibration/binned-statistic.ts';
import { expectedCalibrationError } from '../../../src/core/evaluation/calibration/calibration-errors.ts';
import { equalWidthBins } from '../../../src/core/evaluation/calibration/equal-width-bins.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metricOf } from '../../../src/core/evaluation/metrics.ts';
import { cellRows } from '../../../src/core/evaluation/multiclass/confusion-cells.ts';
import { type AveragedRate, classLabelMetrics } from '../../../src/core/evaluation/multiclass/label-metrics.ts';
import { topLabel } from '../../../src/core/evaluation/multiclass/one-vs-rest.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import type { Value, Values } from '../case.ts';
import { type Adapter, column, matrix, texts } from '../shapes.ts';
import { weighted } from '../weighted.ts';

/** Decisions by class, classes in the order of the labels given, or of all that occur. */
function labelMetricsOf({ y_true, y_pred, sample_weight: weight }: Values, { labels }: Values) {
  const [truth, predicted] = [texts(y_true), texts(y_pred)];
  const names = labels === undefined ? [...new Set([...truth, ...predicted])].sort() : texts(labels);
  const index = (side: readonly string[]) => side.map((name) => names.indexOf(name));
  const counts = weight === undefined ? new Uint32Array(truth.length).fill(1) : column(weight);
  return classLabelMetrics(cellRows(index(truth), index(predicted), names.length).count(counts));
}

const averages = { micro: 'micro', macro: 'macro', weighted: 'weighted' } as const;

function ratesOf(name: string, rate: AveragedRate): Values {
  return {
    ...Object.fromEntries(Object.values(averages).map((how) => [`${name}_${how}`, rate[how].value])),
    [`${name}_None`]: rate.byClass.map(({ value }) => value),
  };
}

const multiclassLabelMetrics: Adapter = (inputs, params) => {
  const found = labelMetricsOf(inputs, params);
  return {
    accuracy: found.accuracy.value,
    balanced_accuracy: found.balancedAccuracy.value,
    balanced_accuracy_adjusted: found.adjustedBalancedAccuracy.value,
    mcc: found.matthewsCorrelation.value,
    kappa: found.cohenKappa.value,
    kappa_linear: found.linearKappa.value,
    kappa_quadratic: found.quadraticKappa.value,
    confusion: found.confusion.map((line) => [...line]),
    confusion_true: found.confusionOfTruth.map((line) => [...line]),
    ...Object.fromEntries(Object.entries(found.rates).flatMap(([name, rate]) => Object.entries(ratesOf(name, rate)))),
  };
};

const multiclassPrf: Adapter = (inputs, params) => {
  const { rates, support, balancedAccuracy } = labelMetricsOf(inputs, params);
  const { precision, recall, f1 } = rates;
  const three = (how: keyof typeof averages): Value => [precision[how].value, recall[how].value, f1[how].value];
  return {
    micro: three('micro'),
    macro: three('macro'),
    weighted: three('weighted'),
    precision: precision.byClass.map(({ value }) => value),
    recall: recall.byClass.map(({ value }) => value),
    f1: f1.byClass.map(({ value }) => value),
    support: [...support],
    macro_f1: f1.macro.value,
    balanced_accuracy: balancedAccuracy.value,
  };
};

const multiclassScoreMetrics: Adapter = ({ y_true, proba, sample_weight: weight }) => {
  const rows = matrix(proba);
  const sample: Sample = {
    label: column(y_true),
    score: Float64Array.from(rows.flatMap((row) => [...row])),
    classes: rows[0]?.length ?? 0,
    threshold: 0.5,
  };
  const metric = (name: Parameters<typeof metricOf>[1]['metric']) => {
    const found = metricOf('multiclass', { metric: name });
    if (found === undefined) throw new Error(`${name} is no metric of several classes`);
    return weighted(bindMetric(found, sample), weight);
  };
  const top = topLabel(sample);
  return {
    log_loss: metric('log_loss'),
    top_2_accuracy: metric('top_2_accuracy'),
    auc_ovr_macro: metric('roc_auc_ovr'),
    auc_ovr_weighted: metric('roc_auc_ovr_weighted'),
    auc_ovo_macro: metric('roc_auc_ovo'),
    auc_ovo_weighted: metric('roc_auc_ovo_weighted'),
    brier_multi: metric('brier'),
    ece_top_label_10: weighted(
      binnedStatistic(top.label.length, equalWidthBins(top, 10), expectedCalibrationError),
      weight,
    ),
  };
};

/** Models that answer with one of several classes. */
export const multiclassAdapters: Readonly<Record<string, Adapter>> = {
  multiclass_label_metrics: multiclassLabelMetrics,
  multiclass_score_metrics: multiclassScoreMetrics,
  multiclass_prf: multiclassPrf,
};
