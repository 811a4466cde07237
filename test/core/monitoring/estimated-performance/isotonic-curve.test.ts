import { expect, test } from 'vitest';
import { fitIsotonic, onCurve } from '../../../../src/core/monitoring/estimated-performance/isotonic-curve.ts';
import { draws } from './made-answers.ts';

const curveOf = (score: readonly number[], label: readonly number[]) =>
  fitIsotonic(Float64Array.from(score), Float64Array.from(label));

test('neighbours that are the wrong way round are pooled, rows of one score are one, and only the ends of a level stretch are kept', () => {
  const curve = curveOf([1, 2, 3, 4, 4, 5], [0, 1, 0, 0, 1, 1]);
  expect([...curve.scores]).toEqual([1, 2, 4, 5]);
  expect([...curve.values]).toEqual([0, 0.5, 0.5, 1]);
  expect([...onCurve(curve, Float64Array.of(0, 1, 1.5, 3, 4.5, 9, Number.NaN))]).toEqual([
    0,
    0,
    0.25,
    0.5,
    0.75,
    1,
    Number.NaN,
  ]);
});

test('one row, one score and one class are level lines; no row is no line', () => {
  expect([...onCurve(curveOf([0.3], [1]), Float64Array.of(0, 1))]).toEqual([1, 1]);
  expect([...onCurve(curveOf([0.3, 0.3, 0.3], [1, 0, 0]), Float64Array.of(0.3))]).toEqual([1 / 3]);
  expect([...onCurve(curveOf([0.1, 0.2], [0, 0]), Float64Array.of(0.5))]).toEqual([0]);
  expect([...onCurve(curveOf([], []), Float64Array.of(0.5))]).toEqual([Number.NaN]);
});

test('whatever the rows, the line rises and keeps their mean', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { uniform } = draws(seed);
    const score = Float64Array.from({ length: 80 }, () => Math.round(uniform() * 30) / 30);
    const label = score.map((s) => Number(uniform() < s ** 2));
    const values = onCurve(fitIsotonic(score, label), score);
    const order = [...score.keys()].sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0));
    for (const [i, row] of order.entries())
      expect(values[row]).toBeGreaterThanOrEqual(values[order[Math.max(0, i - 1)] ?? 0] ?? Number.NaN);
    const sum = (of: Float64Array) => of.reduce((total, value) => total + value, 0);
    expect(sum(values)).toBeCloseTo(sum(label), 9);
  }
});
