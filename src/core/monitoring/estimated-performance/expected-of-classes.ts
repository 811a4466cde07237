import { bindPart } from '../../comparison/bound-model.ts';
import { calibrationMetrics } from '../../evaluation/calibration/calibration-metrics.ts';
import type { Metric } from '../../evaluation/metric.ts';
import { multiclassMetrics } from '../../evaluation/multiclass/multiclass-metrics.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { amongRows } from './among-rows.ts';
import type { Deciding, LabelledAnswers } from './answers.ts';
import { calibratedScores, fitCalibration } from './class-calibration.ts';
import type { Expectation, Expected } from './expectation.ts';
import { expectedSample } from './expected-sample.ts';
import { samplingError } from './sampling-error.ts';
import { similarRows } from './similar-rows.ts';

/** Fewer expected rows of a class say nothing of metrics that compare the classes. */
const fewestOfClass = 5;
/** Numbers that rows of many classes are spread to: half a gigabyte. */
const mostNumbers = 2 ** 26;

const { ece_top_label_width, ece_top_label_mass, ece_class_wise_width, ece_class_wise_mass } = multiclassMetrics;
/** They compare scores with what happened, which calibration has settled before. */
const ofCalibration = new Set<Metric>([
  ...Object.values(calibrationMetrics),
  ece_top_label_width,
  ece_top_label_mass,
  ece_class_wise_width,
  ece_class_wise_mass,
]);

/** Confidence-based performance estimation: scores, calibrated on the labelled rows, say how likely each class of a row is. */
export function expectedOfClasses(labelled: LabelledAnswers, deciding: Deciding, seed: number): Expectation {
  const width = deciding.classes ?? 1;
  const calibration = fitCalibration({ label: labelled.label, score: labelled.score, width }, seed);
  const confidence = greatestOf(labelled.score, width);
  return {
    method: 'CBPE',
    expect: async (metric, { score }) => {
      if (ofCalibration.has(metric)) return { undefined: 'calibrated scores say nothing of how calibrated scores are' };
      const missing = score.filter((s) => !Number.isFinite(s)).length;
      if (missing > 0) return { undefined: `${missing} of ${score.length} answers are no finite number` };
      if (score.length * width > mostNumbers) return { undefined: `too many rows of ${width} classes at once` };
      const found = expectedNumber(
        metric,
        expectedSample({ ...deciding, score }, calibratedScores(calibration, score)),
      );
      return 'undefined' in found
        ? found
        : { ...found, learnedFrom: similarRows(confidence, greatestOf(score, width)) };
    },
  };
}

function expectedNumber(metric: Metric, expected: Sample & { readonly weight: Float64Array }): Expected {
  const scarce = metric.bothClasses && fewOfClass(expected);
  if (scarce) return { undefined: scarce };
  const own = amongRows(metric, expected);
  const { value, refusal } = bindPart(metric, own, 0);
  const n = Math.round(own.weight?.reduce((sum, w) => sum + w, 0) ?? 0);
  return refusal === undefined ? { value, n, ofOneRow: samplingError(metric, expected, 1) } : { undefined: refusal };
}

/** The greatest number of each row. */
function greatestOf(score: Float64Array, width: number): Float64Array {
  if (width === 1) return score;
  const rows = Array.from({ length: score.length / width }, (_, row) => score.subarray(row * width, (row + 1) * width));
  return Float64Array.from(rows, (own) => own.reduce((most, s) => Math.max(most, s)));
}

function fewOfClass({ label, weight, classes = 2 }: Sample & { readonly weight: Float64Array }): string | undefined {
  const rows = new Float64Array(classes);
  for (const [row, k] of label.entries()) rows[k] = (rows[k] ?? 0) + (weight[row] ?? 0);
  const least = Math.min(...rows);
  return least < fewestOfClass
    ? `insufficient data: ${least.toFixed(1)} of ${fewestOfClass} rows of a class are expected`
    : undefined;
}
