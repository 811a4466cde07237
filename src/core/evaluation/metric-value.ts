/**
 * A metric's plain number: scikit-learn's value where it has one. `degenerate` says why the number means nothing (a
 * denominator of 0, one class only); no estimate is made from such a number. `value` may then be NaN.
 */
export interface MetricValue {
  readonly value: number;
  readonly degenerate?: string;
}

export function degenerate(reason: string, value: number = Number.NaN): MetricValue {
  return { value, degenerate: reason };
}
