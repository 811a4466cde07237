import { degenerate, type MetricValue } from '../metric-value.ts';
import { type ClassMargins, sum } from './class-margins.ts';

export const classRates = ['precision', 'recall', 'f1', 'jaccard'] as const;
export type ClassRate = (typeof classRates)[number];
/** `micro` counts all decisions together, `macro` is the mean over classes, `weighted` that by the rows of each class. */
export type Averaging = 'micro' | 'macro' | 'weighted';

interface Fraction {
  readonly above: number;
  readonly below: number;
}

const nothing: Readonly<Record<ClassRate, string>> = {
  precision: 'a class is never predicted',
  recall: 'a predicted class has no rows',
  f1: 'no rows',
  jaccard: 'no rows',
};

/** One rate for each class in order, 0 and degenerate where it divides by nothing (scikit-learn's `zero_division=0`). */
export function ratesByClass(margins: ClassMargins, rate: ClassRate): readonly MetricValue[] {
  return Array.from(margins.truth, (_, k) => rateOf(fractionOf(margins, rate, k), nothing[rate]));
}

/**
 * A rate over all classes, with scikit-learn's values: the mean is over the classes that have rows or are predicted, so that a class
 * that is only predicted counts as 0. Degenerate where a class that counts divides by nothing.
 */
export function averageRate(margins: ClassMargins, rate: ClassRate, averaging: Averaging): MetricValue {
  const total = sum(margins.truth);
  if (!(total > 0)) return degenerate('no rows');
  if (averaging === 'micro') return microRate(margins, rate);
  const byClass = ratesByClass(margins, rate);
  const weights = Array.from(margins.truth, (rows, k) => {
    if (averaging === 'weighted') return rows;
    return rows + (margins.predicted[k] ?? 0) > 0 ? 1 : 0;
  });
  const all = weights.reduce((a, b) => a + b, 0);
  const value = byClass.reduce((mean, one, k) => mean + ((weights[k] ?? 0) * one.value) / all, 0);
  const flawed = byClass.find(({ degenerate }, k) => degenerate !== undefined && (weights[k] ?? 0) > 0);
  return flawed?.degenerate === undefined ? { value } : degenerate(flawed.degenerate, value);
}

/**
 * Mean recall of the classes that have rows (scikit-learn): one that is only predicted doesn't count. One class: its recall,
 * degenerate.
 */
export function balancedAccuracy({ right, truth }: ClassMargins): MetricValue {
  const present = [...truth.keys()].filter((k) => (truth[k] ?? 0) > 0);
  const value = present.reduce((mean, k) => mean + (right[k] ?? 0) / (truth[k] ?? 0) / present.length, 0);
  if (present.length === 0) return degenerate('no rows');
  return present.length === 1 ? degenerate('one class only', value) : { value };
}

function microRate({ right, truth, predicted }: ClassMargins, rate: ClassRate): MetricValue {
  const whole = { right: sum(right), truth: sum(truth), predicted: sum(predicted) };
  return rateOf(fraction(whole, rate), nothing[rate]);
}

function fractionOf({ right, truth, predicted }: ClassMargins, rate: ClassRate, k: number): Fraction {
  return fraction({ right: right[k] ?? 0, truth: truth[k] ?? 0, predicted: predicted[k] ?? 0 }, rate);
}

function fraction(
  { right, truth, predicted }: { right: number; truth: number; predicted: number },
  rate: ClassRate,
): Fraction {
  switch (rate) {
    case 'precision':
      return { above: right, below: predicted };
    case 'recall':
      return { above: right, below: truth };
    case 'f1':
      return { above: 2 * right, below: truth + predicted };
    case 'jaccard':
      return { above: right, below: truth + predicted - right };
  }
}

function rateOf({ above, below }: Fraction, reason: string): MetricValue {
  return below > 0 ? { value: above / below } : degenerate(reason, 0);
}
