import type { Confusion } from '../evaluation/binary/confusion.ts';

/** A group's confusion cells and the rates of them; NaN where a rate has no rows. */
export interface GroupRates extends Confusion {
  /** Rows, whatever they weigh. */
  readonly n: number;
  /** Decided positive, right or wrong. */
  readonly selected: number;
  readonly selectionRate: number;
  readonly baseRate: number;
  readonly accuracy: number;
  readonly truePositiveRate: number;
  readonly falseNegativeRate: number;
  readonly falsePositiveRate: number;
  readonly trueNegativeRate: number;
  readonly positivePredictiveValue: number;
  readonly falseDiscoveryRate: number;
  readonly negativePredictiveValue: number;
  readonly falseOmissionRate: number;
}

/**
 * Rates of one group. A rate without rows is undefined (NaN), never 0; `withoutRows` 0 is fairlearn's value for rates
 * among the positives or negatives, for comparison only: it inflates equalized odds.
 */
export function groupRates(cells: Confusion, n: number, withoutRows: number = Number.NaN): GroupRates {
  const { tp, fp, fn, tn } = cells;
  const total = tp + fp + fn + tn;
  const rate = (part: number, whole: number) => (whole > 0 ? part / whole : withoutRows);
  return {
    ...cells,
    n,
    selected: tp + fp,
    selectionRate: rate(tp + fp, total),
    baseRate: rate(tp + fn, total),
    accuracy: rate(tp + tn, total),
    truePositiveRate: rate(tp, tp + fn),
    falseNegativeRate: rate(fn, tp + fn),
    falsePositiveRate: rate(fp, fp + tn),
    trueNegativeRate: rate(tn, fp + tn),
    positivePredictiveValue: rate(tp, tp + fp),
    falseDiscoveryRate: rate(fp, tp + fp),
    negativePredictiveValue: rate(tn, fn + tn),
    falseOmissionRate: rate(fn, fn + tn),
  };
}
