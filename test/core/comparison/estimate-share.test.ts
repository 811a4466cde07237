import { expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
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

test('at the levels that people show it is Wilson alone', () => {
  expect(shareOf(60, 300, 0.05)).toMatchObject({ ...wilsonInterval(60, 300, normalQuantile(0.95)), method: 'Wilson' });
});
