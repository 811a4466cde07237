import { takeNumbers } from '../../comparison/part-sample.ts';
import { binnedStatistic } from '../../evaluation/calibration/binned-statistic.ts';
import { expectedCalibrationError } from '../../evaluation/calibration/calibration-errors.ts';
import { equalMassBins } from '../../evaluation/calibration/equal-mass-bins.ts';
import type { Ranking } from '../../evaluation/ranking.ts';
import { observe } from '../../evaluation/statistic.ts';
import { foldsOf, splitByFold } from './folds.ts';
import { fitIsotonic, type IsotonicCurve, onCurve } from './isotonic-curve.ts';

/** From scores to probabilities, a curve for each class; undefined where the scores themselves came nearer to what happened. */
export interface ClassCalibration {
  readonly curves: readonly (IsotonicCurve | undefined)[];
}

/** What a model answered, row after row, and the class that each row turned out to have. */
export interface AnsweredClasses {
  /** Index of the class; of two 1 is the positive one. */
  readonly label: Float64Array;
  /** Of two classes the probability of the positive one; of more those of all, row by row. */
  readonly score: Float64Array;
  /** How many numbers a row has. */
  readonly width: number;
}

const foldCount = 10;
const binCount = 10;

/**
 * Calibrates each class against all others on labelled rows that the model was not trained on. A curve is used only where, tried on folds that it was
 * not fitted on, it lowers the calibration error of the scores (NannyML's rule for CBPE).
 */
export function fitCalibration({ label, score, width }: AnsweredClasses, seed: number): ClassCalibration {
  const curves = Array.from({ length: width }, (_, k) => {
    const own = label.map((y) => Number(y === (width === 1 ? 1 : k)));
    const scores = label.map((_, row) => score[row * width + k] ?? Number.NaN);
    return helpfulCurve(scores, own, seed);
  });
  return { curves };
}

function helpfulCurve(score: Float64Array, label: Float64Array, seed: number): IsotonicCurve | undefined {
  const folds = foldsOf(label, foldCount, seed);
  const tried = new Float64Array(score.length);
  for (let fold = 0; fold < foldCount; fold += 1) {
    const { own, rest } = splitByFold(folds, fold);
    const curve = fitIsotonic(takeNumbers(score, rest), takeNumbers(label, rest));
    onCurve(curve, takeNumbers(score, own)).forEach((value, i) => {
      tried[own[i] ?? 0] = value;
    });
  }
  const better = calibrationError(tried, label, binCount) < calibrationError(score, label, binCount);
  return better ? fitIsotonic(score, label) : undefined;
}

/** Expected calibration error over bins of equal numbers of rows; `rising` says in which order rows of equal score are cut. NaN without rows. */
export function calibrationError(score: Float64Array, label: Float64Array, bins: number, rising?: Ranking): number {
  const binned = equalMassBins({ label, score, threshold: 0.5 }, bins, rising);
  return observe(binnedStatistic(label.length, binned, expectedCalibrationError)).value;
}

/** Probabilities of the classes, as scores are laid out; of several classes those of a row sum to 1. */
export function calibratedScores({ curves }: ClassCalibration, score: Float64Array): Float64Array {
  const width = curves.length;
  const rows = score.length / width;
  const found = new Float64Array(score.length);
  for (const [k, curve] of curves.entries()) {
    const own = Float64Array.from({ length: rows }, (_, row) => score[row * width + k] ?? Number.NaN);
    const values = curve === undefined ? own : onCurve(curve, own);
    for (let row = 0; row < rows; row += 1) found[row * width + k] = values[row] ?? Number.NaN;
  }
  return width === 1 ? found : rowsThatSumToOne(found, width);
}

/** Each row over its sum, since classes are calibrated one by one. Where every class has 0, all are as likely. */
export function rowsThatSumToOne(probabilities: Float64Array, width: number): Float64Array {
  return probabilities.map((value, i) => {
    const from = i - (i % width);
    const sum = probabilities.subarray(from, from + width).reduce((total, p) => total + p, 0);
    return sum > 0 ? value / sum : 1 / width;
  });
}
