import type { QuantileSketch } from './quantile-sketch.ts';

export interface WeightedItem {
  readonly value: number;
  readonly weight: number;
}

/** Items of all levels, ascending, each with the number of values that it stands for. */
export function weightedItems(sketch: QuantileSketch): WeightedItem[] {
  return sketch.levels
    .flatMap((items, height) => items.map((value) => ({ value, weight: 2 ** height })))
    .sort((a, b) => a.value - b.value);
}

/** The smallest item whose rank is at least `probability` (0 to 1) of the count; NaN for no values. */
export function sketchedQuantile(sketch: QuantileSketch, probability: number): number {
  const wanted = Math.max(1, Math.ceil(probability * sketch.count));
  let rank = 0;
  for (const { value, weight } of weightedItems(sketch)) {
    rank += weight;
    if (rank >= wanted) return value;
  }
  return Number.NaN;
}

/** Estimated share of the values that are at most `value`; NaN for no values. */
export function sketchedShare(sketch: QuantileSketch, value: number): number {
  if (sketch.count === 0) return Number.NaN;
  let below = 0;
  sketch.levels.forEach((items, height) => {
    below += items.filter((item) => item <= value).length * 2 ** height;
  });
  return below / sketch.count;
}
