import { expect, test } from 'vitest';
import { aucNonInferioritySampleSize } from '../../../src/core/comparison/auc-sample-size.ts';
import { mcnemarSampleSize, meanDifferenceSampleSize } from '../../../src/core/comparison/sample-size.ts';

test.each([
  [0.005, 0.02, 4947],
  [0.01, 0.05, 3092],
  [0.02, 0.1, 1546],
])('non-inferiority by %d when %d of the rows differ in correctness takes %i pairs', (margin, discordant, pairs) => {
  const { nonInferiority } = meanDifferenceSampleSize(Math.sqrt(discordant), margin, { alpha: 0.05, power: 0.8 });
  expect(Math.ceil(nonInferiority)).toBe(pairs); // (1.645 + 0.842)² ψ / δ²
});

test('no difference takes no finite number of pairs', () => {
  expect(mcnemarSampleSize(0.05, 0.05, { alpha: 0.05, power: 0.8 })).toBe(Number.POSITIVE_INFINITY);
});

test('an AUC of a half has the variance of ranks without order: a twelfth of a row of each class', () => {
  const models = { auc: 0.5, positive: 0.2, correlation: 0.5 };
  const rows = aucNonInferioritySampleSize(models, 0.02, { alpha: 0.05, power: 0.8 });
  const perRow = 1 / 12 / (0.2 * 0.8);
  expect(rows).toBeCloseTo((2.486474860520477 / 0.02) ** 2 * perRow, 3);
});

test('a better ranking takes fewer rows', () => {
  const rows = [0.6, 0.75, 0.9, 0.99].map((auc) =>
    aucNonInferioritySampleSize({ auc, positive: 0.3, correlation: 0.8 }, 0.02, { alpha: 0.05, power: 0.8 }),
  );
  expect(rows).toEqual(rows.toSorted((a, b) => b - a));
});
