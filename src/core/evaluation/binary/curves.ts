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
  return trapezoid(points.map(({ recall, precision }) => ({ x: recall, y: precision })));
}

/** Area under the ROC curve up to a false positive rate, rescaled so that chance is ½ and perfection 1. `limit` in (0, 1]. McClish (1989). */
export function partialAuc(points: readonly CurvePoint[], limit: number): number {
  const curve = points.map(({ falsePositiveRate, recall }) => ({ x: falsePositiveRate, y: recall }));
  const stop = curve.findIndex(({ x }) => x > limit);
  const inside = stop < 0 ? curve : curve.slice(0, stop);
  const [last, next] = [inside.at(-1), curve[stop]];
  if (last && next) inside.push({ x: limit, y: last.y + ((next.y - last.y) * (limit - last.x)) / (next.x - last.x) });
  const [least, most] = [limit ** 2 / 2, limit];
  return (1 + (trapezoid(inside) - least) / (most - least)) / 2;
}

/** Gini coefficient of a ranking, also called accuracy ratio: 0 is chance, 1 is perfect. */
export function giniCoefficient(rocAuc: number): number {
  return 2 * rocAuc - 1;
}

function trapezoid(curve: readonly { readonly x: number; readonly y: number }[]): number {
  let area = 0;
  for (const [i, { x, y }] of curve.slice(1).entries()) {
    const before = curve[i] ?? { x, y };
    area += ((x - before.x) * (y + before.y)) / 2;
  }
  return area;
}
