import type { Confusion } from '../evaluation/binary/confusion.ts';

/** Cells of a confusion matrix, in the order in which `countCells` keeps them. */
export const cellNames = ['tp', 'fp', 'fn', 'tn'] as const satisfies readonly (keyof Confusion)[];

const [tp, fp, fn, tn] = [1, 2, 4, 8];
const all = tp | fp | fn | tn;

/** The cells that a rate counts, and those that it counts them among, as bits in the order of `cellNames`. */
export const rateCells = {
  selectionRate: { of: tp | fp, among: all },
  baseRate: { of: tp | fn, among: all },
  accuracy: { of: tp | tn, among: all },
  truePositiveRate: { of: tp, among: tp | fn },
  falseNegativeRate: { of: fn, among: tp | fn },
  falsePositiveRate: { of: fp, among: fp | tn },
  trueNegativeRate: { of: tn, among: fp | tn },
  positivePredictiveValue: { of: tp, among: tp | fp },
  falseDiscoveryRate: { of: fp, among: tp | fp },
  negativePredictiveValue: { of: tn, among: fn | tn },
  falseOmissionRate: { of: fn, among: fn | tn },
} as const;

export type Rate = keyof typeof rateCells;

/** A group's confusion cells and the rates of them; NaN where a rate has no rows. */
export interface GroupRates extends Confusion, Readonly<Record<Rate, number>> {
  /** Rows, whatever they weigh. */
  readonly n: number;
  /** Decided positive, right or wrong. */
  readonly selected: number;
}

/**
 * Rates of one group. A rate without rows is undefined (NaN), never 0; `withoutRows` 0 is fairlearn's value for rates
 * among the positives or negatives, for comparison only: it inflates equalized odds.
 */
export function groupRates(cells: Confusion, n: number, withoutRows: number = Number.NaN): GroupRates {
  const counts = Float64Array.from(cellNames, (name) => cells[name]);
  const rate = (name: Rate) => rateOf(counts, 0, name, withoutRows);
  return {
    ...cells,
    n,
    selected: cells.tp + cells.fp,
    selectionRate: rate('selectionRate'),
    baseRate: rate('baseRate'),
    accuracy: rate('accuracy'),
    truePositiveRate: rate('truePositiveRate'),
    falseNegativeRate: rate('falseNegativeRate'),
    falsePositiveRate: rate('falsePositiveRate'),
    trueNegativeRate: rate('trueNegativeRate'),
    positivePredictiveValue: rate('positivePredictiveValue'),
    falseDiscoveryRate: rate('falseDiscoveryRate'),
    negativePredictiveValue: rate('negativePredictiveValue'),
    falseOmissionRate: rate('falseOmissionRate'),
  };
}

/** A rate of the four cells that begin at `start`; `withoutRows` where it has no rows. */
export function rateOf(cells: Float64Array, start: number, rate: Rate, withoutRows: number = Number.NaN): number {
  const { of, among } = rateCells[rate];
  const whole = sumOf(cells, start, among);
  return whole > 0 ? sumOf(cells, start, of) / whole : withoutRows;
}

/** Rows, or weight, in the cells named by the bits. */
export function sumOf(cells: Float64Array, start: number, bits: number): number {
  let sum = 0;
  for (let cell = 0; cell < 4; cell += 1) if (bits & (1 << cell)) sum += cells[start + cell] ?? 0;
  return sum;
}
