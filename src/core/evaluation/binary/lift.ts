import { sortOrder } from '../sort-order.ts';

/** How well the top of a ranking is chosen. */
export interface Lift {
  /** Share of all positives that are among the top rows: the gain, or recall at k. */
  readonly gain: number;
  /** Positive rate of the top rows: precision at k. */
  readonly rate: number;
  /** That rate over the rate of all rows: how many times better than picking blindly. */
  readonly lift: number;
}

/** Lift of the `top` rows with the highest scores; equal scores rank in the order of the rows. NaN without rows or positives. */
export function liftOfTop(label: Float64Array, score: Float64Array, top: number): Lift {
  const order = sortOrder(score.map((s) => -s)).slice(0, top);
  const positives = label.reduce((sum, y) => sum + y, 0);
  const found = order.reduce((sum, row) => sum + (label[row] ?? 0), 0);
  const rate = found / order.length;
  return { gain: found / positives, rate, lift: rate / (positives / label.length) };
}

/** Lift of the top `share` of the rows, in [0, 1], to the nearest row. */
export function liftOfShare(label: Float64Array, score: Float64Array, share: number): Lift {
  return liftOfTop(label, score, Math.round(label.length * share));
}
