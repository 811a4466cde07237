import { expect, test } from 'vitest';
import { katzInterval } from '../../../src/core/comparison/katz.ts';
import { koopmanInterval } from '../../../src/core/comparison/koopman.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { ratioOfShares } from '../../../src/core/comparison/share-intervals.ts';
import { binomial } from './binomial.ts';

test('as published: 36 of 40 over 16 of 80', () => {
  const found = koopmanInterval({ successes: 36, n: 40 }, { successes: 16, n: 80 }, normalQuantile(0.975));
  expect(found).toEqual({ ratio: 4.5, low: expect.closeTo(2.9396, 4), high: expect.closeTo(7.1522, 4) }); // Koopman (1984): 2.94 to 7.15
});

test('of all counts the interval holds the ratio, has a width and an end, and is that of the inverse upside down', () => {
  const [n, m] = [12, 30];
  for (let x = 0; x <= n; x += 1) {
    for (let y = 1; y <= m; y += 1) {
      const [a, b] = [
        { successes: x, n },
        { successes: y, n: m },
      ];
      const { ratio, low, high } = koopmanInterval(a, b, 1.645);
      expect(low <= ratio && ratio <= high && low < high && high < 1e6).toBe(true);
      if (x > 0) expect(koopmanInterval(b, a, 1.645).low * high).toBeCloseTo(1, 9);
    }
  }
});

/** Chance that `interval`'s low end lies above the true ratio of `p` and `q`, over all counts of `n` and `m` rows. */
function chanceBeyond(interval: typeof koopmanInterval, [p, q, n, m]: readonly number[], alpha: number): number {
  const [rows, others] = [binomial(n ?? 0, p ?? 0), binomial(m ?? 0, q ?? 0)];
  let chance = 0;
  for (const [x, ofX] of rows.entries()) {
    for (const [y, ofY] of others.entries()) {
      if (x === 0 || y === 0 || ofX * ofY < 1e-12) continue;
      const { low } = interval({ successes: x, n: n ?? 0 }, { successes: y, n: m ?? 0 }, normalQuantile(1 - alpha));
      if (low > (p ?? 0) / (q ?? 0) + 1e-12) chance += ofX * ofY;
    }
  }
  return chance;
}

test.each([
  [0.8, 1, 30, 120],
  [0.72, 0.9, 30, 120],
  [0.4, 0.5, 60, 60],
])('a true ratio of %d : %d in %d and %d rows is passed about as often as the level says', (...of) => {
  expect(chanceBeyond(koopmanInterval, of, 0.05)).toBeLessThan(0.056);
  expect(chanceBeyond(koopmanInterval, of, 0.001)).toBeLessThan(0.0025);
});

test.each([
  [0.04, 0.05, 100, 1000],
  [0.02, 0.025, 300, 1000],
  [0.8, 1, 30, 120],
])('at the levels of late uses %d : %d in %d and %d rows is not passed more often than the level says', (...of) => {
  for (const alpha of [0.005, 0.0005]) {
    const late: typeof koopmanInterval = (a, b) => ratioOfShares(a, b, alpha);
    expect(chanceBeyond(late, of, alpha)).toBeLessThan(1.05 * alpha);
  }
  expect(chanceBeyond(koopmanInterval, [0.04, 0.05, 100, 1000], 0.0005)).toBeGreaterThan(4 * 0.0005);
});

test("Katz' logarithm passes it many times too often where nearly all are chosen", () => {
  expect(chanceBeyond(katzInterval, [0.8, 1, 30, 120], 0.05)).toBeGreaterThan(0.11);
  expect(chanceBeyond(katzInterval, [0.8, 1, 30, 120], 0.001)).toBeGreaterThan(0.04);
});
