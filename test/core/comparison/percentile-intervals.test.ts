import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrapPValue, percentileIntervals } from '../../../src/core/comparison/percentile-intervals.ts';

const replicates = (observed: number, resampled: Iterable<number>) => {
  return { observed, resampled: Float64Array.from(resampled), leftOut: new Float64Array(1) };
};
/** 0 to 100, largest first: quantiles are plain to see, and the order must not matter. */
const falling = Array.from({ length: 101 }, (_, i) => 100 - i);

test('the percentile interval leaves alpha of the resamples on each side; the basic one is its mirror', () => {
  const found = percentileIntervals(replicates(40, falling), 0.05);
  expect(found).toEqual({ percentile: { low: 5, high: 95 }, basic: { low: -15, high: 75 } });
});

test('the replicates are left as they were', () => {
  const given = replicates(40, falling);
  percentileIntervals(given, 0.05);
  expect([...given.resampled]).toEqual(falling);
});

test.each([
  ['none on one side: not 0 itself', [1, 2, 3, 4], 0.4],
  ['the same below', [-1, -2, -3, -4], 0.4],
  ['one of nine on the other side', [-1, 1, 2, 3, 4, 5, 6, 7, 8], 0.4],
  ['both sides alike', [-1, 1], 1],
  ['a zero counts on both sides, and no p-value is above 1', [0, 0, 0], 1],
  ['no resamples', [], 1],
])('the p-value with %s', (_, resampled, p) => expect(bootstrapPValue(replicates(0, resampled))).toBeCloseTo(p, 12));

test('the p-value is the same for the other sign', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (resampled) => {
      const turned = resampled.map((value) => -value);
      expect(bootstrapPValue(replicates(0, turned))).toBe(bootstrapPValue(replicates(0, resampled)));
    }),
  );
});
