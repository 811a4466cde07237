import { degenerate, type MetricValue } from '../metric-value.ts';
import { marginsOf, sum } from './class-margins.ts';
import type { ConfusionCells } from './confusion-cells.ts';

/**
 * Cohen's κ of ordered classes: 1 - disagreement / that of chance, where being wrong costs the distance between the classes, or its
 * square. Cohen (1968). One and the same class on both sides: NaN and degenerate.
 */
export function weightedKappa(cells: ConfusionCells, power: 1 | 2): MetricValue {
  const { truth, predicted } = marginsOf(cells);
  const total = sum(truth);
  const expected = power === 1 ? distances(truth, predicted) : squaredDistances(truth, predicted);
  if (!(expected > 0)) return degenerate('one class throughout');
  const observed = cells.rows.reduce(
    (cost, rows, cell) => cost + rows * Math.abs((cells.truth[cell] ?? 0) - (cells.predicted[cell] ?? 0)) ** power,
    0,
  );
  return { value: 1 - (observed * total) / expected };
}

/** Σ |i - j| over all pairs of rows, one of each side: each border between classes is crossed once by a pair that it parts. */
function distances(a: Float64Array, b: Float64Array): number {
  const [allA, allB] = [sum(a), sum(b)];
  let [belowA, belowB, crossings] = [0, 0, 0];
  for (let k = 0; k < a.length; k += 1) {
    belowA += a[k] ?? 0;
    belowB += b[k] ?? 0;
    crossings += belowA * (allB - belowB) + belowB * (allA - belowA);
  }
  return crossings;
}

/** Σ (i - j)² over all pairs of rows, one of each side. */
function squaredDistances(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) total += (a[i] ?? 0) * (b[j] ?? 0) * (i - j) ** 2;
  }
  return total;
}
