import { expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { newcombeInterval } from '../../../src/core/comparison/newcombe.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { gapOfShares } from '../../../src/core/comparison/share-intervals.ts';
import { wilsonInterval } from '../../../src/core/comparison/wilson.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { binomial } from './binomial.ts';
import { scoredRows, settings } from './rows.ts';

/** Interval of a selection rate of `chosen` of `n`. */
function shareOf(chosen: number, n: number, alpha: number) {
  const rows = Array.from({ length: n }, (_, row) => {
    return { label: row % 2, challenger: row < chosen ? 0.9 : 0.1, champion: 0.1, group: 'all' };
  });
  const { challenger } = measure(scoredRows(rows), { metric: 'selection_rate' }, { ...settings, alpha });
  if (challenger === undefined || !isDefined(challenger)) throw new Error(challenger?.undefined);
  return challenger;
}

test.each([
  [0.0005, 6],
  [0.005, 1.5],
])('a share near 0 is beyond no bound at level %d more often than it says, as Wilson alone is', (alpha, times) => {
  const [n, p] = [300, 0.02];
  const chance = (low: (k: number) => number) =>
    binomial(n, p).reduce((sum, of, k) => (of > 1e-12 && low(k) > p ? sum + of : sum), 0);
  expect(chance((k) => shareOf(k, n, alpha).low)).toBeLessThanOrEqual(alpha);
  expect(chance((k) => wilsonInterval(k, n, normalQuantile(1 - alpha)).low)).toBeGreaterThan(times * alpha);
  expect(shareOf(6, n, alpha).method).toBe('Wilson and Clopper–Pearson, the further');
});

test.each([
  [0.0005, 2],
  [0.005, 1.3],
])('nor is a gap of shares at level %d, as it is %d times too often by Newcombe alone', (alpha, times) => {
  const [n, p, m, q] = [100, 0.05, 1000, 0.15];
  let [chance, ofNewcombe] = [0, 0];
  for (const [k, ofK] of binomial(m, q).entries()) {
    for (const [x, of] of binomial(n, p).entries()) {
      if (of * ofK < 1e-10) continue;
      const [a, b] = [
        { successes: x, n },
        { successes: k, n: m },
      ] as const;
      if (gapOfShares(a, b, alpha).low > p - q) chance += of * ofK;
      const newcombe = newcombeInterval(a, b, normalQuantile(1 - alpha));
      if (newcombe.low > p - q) ofNewcombe += of * ofK;
    }
  }
  expect(chance).toBeLessThan(1.6 * alpha);
  expect(ofNewcombe).toBeGreaterThan(times * alpha);
  expect(chance).toBeLessThan(ofNewcombe / 1.2);
});

test('at the levels that people show it is Wilson alone', () => {
  expect(shareOf(60, 300, 0.05)).toMatchObject({ ...wilsonInterval(60, 300, normalQuantile(0.95)), method: 'Wilson' });
});
