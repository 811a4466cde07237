import { rankByScore } from '../ranking.ts';

/** What calling every row at or above `threshold` positive gives; the first point, above all scores, calls none. */
export interface CurvePoint {
  readonly threshold: number;
  /** (Weighted) rows called positive that are, and that are not. */
  readonly tp: number;
  readonly fp: number;
  /** Shares of all positives and of all negatives: the ROC curve. NaN for a class without rows. */
  readonly recall: number;
  readonly falsePositiveRate: number;
  /** With nothing called positive it is 1 (scikit-learn). */
  readonly precision: number;
}

/** Every point of the ROC and precision-recall curves, one per distinct score, highest first; none dropped. */
export function curvePoints(label: Float64Array, score: Float64Array, weight?: Float64Array): readonly CurvePoint[] {
  const { order, endsTie } = rankByScore(score);
  const weightOf = (row: number) => (weight === undefined ? 1 : (weight[row] ?? 0));
  let [positives, negatives] = [0, 0];
  for (const row of order) {
    if (label[row] === 1) positives += weightOf(row);
    else negatives += weightOf(row);
  }
  const point = (threshold: number, tp: number, fp: number): CurvePoint => {
    const precision = tp + fp > 0 ? tp / (tp + fp) : 1;
    return { threshold, tp, fp, recall: tp / positives, falsePositiveRate: fp / negatives, precision };
  };
  const points = [point(Number.POSITIVE_INFINITY, 0, 0)];
  let [tp, fp] = [0, 0];
  for (const [i, row] of order.entries()) {
    if (label[row] === 1) tp += weightOf(row);
    else fp += weightOf(row);
    if (endsTie[i] === 1) points.push(point(score[row] ?? Number.NaN, tp, fp));
  }
  return points;
}

/** Kolmogorov and Smirnov's distance of the scores of both classes: the largest recall - false positive rate. */
export function largestSeparation(points: readonly CurvePoint[]): number {
  return points.reduce((most, { recall, falsePositiveRate }) => Math.max(most, recall - falsePositiveRate), 0);
}

/** Area under the precision-recall curve by trapezoids: too high by what it interpolates (Davis and Goadrich 2006); for comparison. */
export function precisionRecallTrapezoid(points: readonly CurvePoint[]): number {
  let area = 0;
  for (const [i, { recall, precision }] of points.slice(1).entries()) {
    const before = points[i] ?? { recall, precision };
    area += ((recall - before.recall) * (precision + before.precision)) / 2;
  }
  return area;
}

/** Gini coefficient of a ranking, also called accuracy ratio: 0 is chance, 1 is perfect. */
export function giniCoefficient(rocAuc: number): number {
  return 2 * rocAuc - 1;
}
