import { expect, test } from 'vitest';
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
