import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { rowsNeeded } from '../../../src/core/comparison/rows-needed.ts';
import { meanDifferenceSampleSize } from '../../../src/core/comparison/sample-size.ts';

const z = normalQuantile(0.95);
const effect = (value: number, low: number, high: number, se?: number) => {
  return { value, low, high, n: 1000, method: 'test', ...(se !== undefined && { se }) };
};

test('are those of the sample size formula, from the spread that the effect shows', () => {
  const spread = fc.double({ min: 0.01, max: 10, noNaN: true });
  const distance = fc.double({ min: 0.01, max: 10, noNaN: true });
  fc.assert(
    fc.property(spread, distance, fc.boolean(), (deviation, away, above) => {
      const se = deviation / Math.sqrt(1000);
      const value = above ? 3 + away : 3 - away;
      const { nonInferiority } = meanDifferenceSampleSize(deviation, away, { alpha: 0.05, power: 0.8 });
      const needed = rowsNeeded(effect(value, value - z * se, value + z * se, se), 3, 0.05);
      expect(Math.abs((needed ?? Number.NaN) - nonInferiority)).toBeLessThanOrEqual(1 + 1e-6 * nonInferiority);
    }),
  );
});

test('reckon with the side that faces the line, where there is no standard error', () => {
  const lopsided = effect(0, -0.01 * z, 0.02 * z);
  expect(rowsNeeded(lopsided, -0.05, 0.05)).toBe(rowsNeeded(effect(0, 0, 0, 0.01), -0.05, 0.05));
  expect(rowsNeeded(lopsided, 0.05, 0.05)).toBe(rowsNeeded(effect(0, 0, 0, 0.02), 0.05, 0.05));
  expect(rowsNeeded({ ...lopsided, se: 0 }, 0.05, 0.05)).toBe(rowsNeeded(lopsided, 0.05, 0.05));
});

test('a stricter level asks for more, a farther line for a quarter at twice the distance', () => {
  const one = effect(0, -0.1, 0.1, 0.05);
  const [near, far, strict] = [rowsNeeded(one, 0.03, 0.05), rowsNeeded(one, 0.06, 0.05), rowsNeeded(one, 0.03, 0.001)];
  expect(near).toBe(17_174); // 1000 · ((1.645 + 0.842) · 0.05 / 0.03)²
  expect(far).toBe(Math.ceil(17_174 / 4));
  expect(strict).toBeGreaterThan(near ?? Number.NaN);
});

test.each([
  ['on the line', effect(0.03, 0, 0.06, 0.01)],
  ['so near that no count of rows is a number', effect(0.03 + 1e-12, 0, 0.06, 0.01)],
  ['without any spread, on the line', effect(0.03, 0.03, 0.03)],
])('no number of rows decides for an effect %s', (_, one) => expect(rowsNeeded(one, 0.03, 0.05)).toBeUndefined());

test('a bound that has not passed the line never asks for fewer rows than a bound on the line', () => {
  const onIt = rowsNeeded(effect(z * 0.1, 0, 2 * z * 0.1, 0.1), 0, 0.05);
  expect(onIt).toBe(2286); // 1000 · ((1.645 + 0.842) / 1.645)²
  for (const value of [0.2, 0.25, 0.3]) expect(rowsNeeded(effect(value, -0.1, 0.6, 0.1), 0, 0.05)).toBe(onIt);
});
