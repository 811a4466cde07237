import { confusion } from '../../../src/core/evaluation/binary/confusion.ts';
import { predictedPositive } from '../../../src/core/evaluation/binary/decisions.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metricOf } from '../../../src/core/evaluation/metrics.ts';
import { decidedClasses } from '../../../src/core/evaluation/multiclass/class-scores.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { effectiveRows } from '../../../src/core/evaluation/sample-weights.ts';
import { sortOrder } from '../../../src/core/evaluation/sort-order.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { amongRows } from '../../../src/core/monitoring/estimated-performance/among-rows.ts';
import {
  calibrationError,
  rowsThatSumToOne,
} from '../../../src/core/monitoring/estimated-performance/class-calibration.ts';
import { meanLossOf, meanOfLosses } from '../../../src/core/monitoring/estimated-performance/expected-losses.ts';
import { expectedSample } from '../../../src/core/monitoring/estimated-performance/expected-sample.ts';
import { weightedMetric } from '../../../src/core/monitoring/estimated-performance/importance-weights.ts';
import { fitIsotonic, onCurve } from '../../../src/core/monitoring/estimated-performance/isotonic-curve.ts';
import { samplingError } from '../../../src/core/monitoring/estimated-performance/sampling-error.ts';
import type { Task } from '../../../src/core/training/engine.ts';
import type { Value, Values } from '../case.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

type Name = NonNullable<Parameters<typeof metricOf>[1]>['metric'];

function metric(task: Task, name: Name) {
  const found = metricOf(task, { metric: name });
  if (found === undefined) throw new Error(`${name} measures no ${task} task`);
  return found;
}

const numberOf = (task: Task, name: Name, sample: Sample): number => {
  const asked = metric(task, name);
  return observe(bindMetric(asked, amongRows(asked, sample))).value;
};

/** The numbers of each of these names. */
function eachOf<N extends string>(names: readonly N[], of: (name: N) => number): Values {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** The least score that is called positive. */
function thresholdOf(score: Float64Array, predicted: Float64Array): number {
  return score.reduce((least, s, row) => (predicted[row] === 1 ? Math.min(least, s) : least), Infinity);
}

const flat = (rows: Value) => {
  const lines = matrix(rows);
  return { width: lines[0]?.length ?? 0, numbers: Float64Array.from(lines.flatMap((line) => [...line])) };
};

/** What a window of answers says of a model's performance before labels come. */
export const performanceEstimationAdapters: Readonly<Record<string, Adapter>> = {
  isotonic_calibration: ({ score, y, query }, { out_of_bounds }) => {
    if (out_of_bounds !== 'clip') throw new Error('beyond its points a curve is level');
    const curve = fitIsotonic(column(score), column(y));
    return {
      calibrated: [...onCurve(curve, column(query))],
      x_thresholds: [...curve.scores],
      y_thresholds: [...curve.values],
    };
  },
  ece_equal_count: ({ score, y }, { bins }) => {
    const scores = column(score);
    if (scores.length % number(bins) > 0) throw new Error('rows that are left over go to the first bins here');
    const inOrder = { order: sortOrder(scores), endsTie: new Uint8Array(scores.length).fill(1) };
    return { ece: calibrationError(scores, column(y), number(bins), inOrder) };
  },
  multiclass_calibration_normalise: ({ one_vs_rest }) => {
    const { width, numbers } = flat(one_vs_rest);
    const found = rowsThatSumToOne(numbers, width);
    const rows = Array.from({ length: found.length / width }, (_, row) => row);
    return { normalised: rows.map((row) => [...found.subarray(row * width, (row + 1) * width)]) };
  },
  cbpe_binary: ({ score, calibrated, y_pred }) => {
    const answers = { score: column(score), threshold: thresholdOf(column(score), column(y_pred)) };
    const sample = expectedSample(answers, column(calibrated));
    return {
      ...confusion(sample.label, predictedPositive(sample), sample.weight),
      ...eachOf(['accuracy', 'precision', 'recall', 'specificity', 'f1', 'roc_auc', 'average_precision'], (name) =>
        numberOf('binary', name, sample),
      ),
    };
  },
  cbpe_multiclass: ({ proba, y_pred }) => {
    const { width, numbers } = flat(proba);
    const sample = expectedSample({ score: numbers, classes: width, threshold: 0.5 }, numbers);
    const decided = decidedClasses({ label: column(y_pred), score: numbers, classes: width });
    if (column(y_pred).some((k, row) => k !== decided[row])) throw new Error('the likeliest class is what is decided');
    return eachOf(['accuracy', 'precision_macro', 'recall_macro', 'f1_macro'], (name) =>
      numberOf('multiclass', name, sample),
    );
  },
  sampling_error: ({ y_true, y_pred, chunk_size }) => {
    const labelled = { label: column(y_true), score: column(y_pred), threshold: 0.5 };
    return eachOf(
      ['accuracy', 'precision', 'recall', 'specificity', 'f1'],
      (name) => samplingError(metric('binary', name), labelled, number(chunk_size)) ?? Number.NaN,
    );
  },
  sampling_error_regression: ({ abs_error, chunk_size }) => {
    const label = column(abs_error);
    const labelled = { label, score: new Float64Array(label.length), threshold: 0.5 };
    return eachOf(
      ['mae', 'mse', 'rmse'],
      (name) => samplingError(metric('regression', name), labelled, number(chunk_size)) ?? Number.NaN,
    );
  },
  dle_aggregate: ({ predicted_abs_error }) => {
    const mean = meanOfLosses(column(predicted_abs_error));
    return { mae: mean, rmse_from_squared: meanLossOf(metric('regression', 'rmse'))?.ofMean(mean) };
  },
  importance_weighted_metrics: ({ y_true, y_pred, weights }, { score }) => {
    const [label, weight] = [column(y_true), column(weights)];
    const of = (name: Name, scores: Value) =>
      weightedMetric(metric('binary', name), { label, score: column(scores), threshold: 0.5 }, weight).value;
    return {
      accuracy: of('accuracy', y_pred),
      auc: of('roc_auc', score),
      effective_sample_size: effectiveRows(weight),
    };
  },
};
