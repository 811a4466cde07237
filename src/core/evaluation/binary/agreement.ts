import { degenerate, type MetricValue } from '../metric-value.ts';

/** How predicted classes agree with true ones: (weighted) rows, in any number of classes. */
export interface Agreement {
  /** Rows whose class is right. */
  readonly right: number;
  /** Rows of each true class, and of each predicted class in the same order. */
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
}

/** Correlation of both classifications, -1 to 1. Matthews (1975); Gorodkin (2004) for more classes. One class throughout on either side: 0 and degenerate. */
export function matthewsCorrelation({ right, truth, predicted }: Agreement): MetricValue {
  const spread = Math.sqrt(disagreeing(truth, truth) * disagreeing(predicted, predicted));
  const total = sum(truth);
  if (!(spread > 0)) return degenerate('one class only, true or predicted', 0);
  return { value: (right * total - products(truth, predicted)) / spread };
}

/** Share of the agreement beyond chance that is reached, at most 1. Cohen (1960). Both sides one and the same class: NaN and degenerate. */
export function cohenKappa({ right, truth, predicted }: Agreement): MetricValue {
  const total = sum(truth);
  const possible = disagreeing(truth, predicted);
  if (!(possible > 0)) return degenerate('one class throughout');
  return { value: (right * total - products(truth, predicted)) / possible };
}

/** Pairs of rows, one of each side, of different classes; exactly 0 where one class has them all. */
function disagreeing(a: readonly number[], b: readonly number[]): number {
  const total = sum(b);
  return sum(a.map((rows, k) => rows * (total - (b[k] ?? 0))));
}

function products(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((rows, k) => rows * (b[k] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
