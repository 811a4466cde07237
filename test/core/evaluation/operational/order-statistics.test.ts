import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { isDefined } from '../../../../src/core/evaluation/estimate.ts';
import { fewestFor, quantileEstimate } from '../../../../src/core/evaluation/operational/order-statistics.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

// Ranks as Hahn and Meeker (1991), tables A.15 and A.16, and NIST's handbook have them: binomial tails of at most alpha on each side.
test.each([
  [5, 0.5, 0.05, 3, 1, 5],
  [10, 0.5, 0.025, 5, 2, 9],
  [25, 0.5, 0.025, 13, 8, 18],
  [100, 0.5, 0.025, 50, 40, 61],
  [299, 0.99, 0.05, 297, 293, 299],
  [1000, 0.99, 0.05, 990, 985, 996],
])('of %d numbers the quantile %f at %f lies between ranks', (n, q, alpha, value, low, high) => {
  expect(quantileEstimate(upTo(n), q, alpha)).toEqual({ value, low, high, n, method: 'order statistics' });
});

test('the order in which numbers came does not matter', () => {
  expect(quantileEstimate(upTo(100).toReversed(), 0.5, 0.025)).toEqual(quantileEstimate(upTo(100), 0.5, 0.025));
});

test.each([
  [0.5, 0.05, 5],
  [0.99, 0.05, 299],
  [0.99, 0.005, 528],
])('the quantile %f at %f needs %d numbers, and one fewer is no number', (q, alpha, n) => {
  expect(fewestFor(q, alpha)).toBe(n);
  expect(isDefined(quantileEstimate(upTo(n), q, alpha))).toBe(true);
  expect(quantileEstimate(upTo(n - 1), q, alpha)).toEqual({
    undefined: `${n - 1} timings; a bound of it needs ${n}`,
    n: n - 1,
  });
});

test('no numbers are no estimate', () => {
  expect(quantileEstimate([], 0.5, 0.05)).toEqual({ undefined: '0 timings; a bound of it needs 5', n: 0 });
});

test('each bound is wrong at most as often as its level says, whatever the distribution', () => {
  const random = createRandom(1);
  const lives = 2000;
  for (const [q, n] of [
    [0.5, 25],
    [0.99, 400],
  ] as const) {
    let [below, above] = [0, 0];
    for (let i = 0; i < lives; i += 1) {
      // Exponential: its quantile is -ln(1 - q).
      const numbers = Array.from({ length: n }, () => -Math.log1p(-random.next() / 2 ** 32));
      const found = quantileEstimate(numbers, q, 0.05);
      if (!isDefined(found)) throw new Error(found.undefined);
      if (found.low > -Math.log1p(-q)) below += 1;
      if (found.high < -Math.log1p(-q)) above += 1;
    }
    // 0.05 and three standard errors of 2,000 lives.
    expect(below / lives).toBeLessThan(0.065);
    expect(above / lives).toBeLessThan(0.065);
  }
});
