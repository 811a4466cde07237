import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile, quantileRules } from '../../../src/core/comparison/quantile.ts';

const sorted = Float64Array.of(1, 2, 4, 8);

test.each([
  ['linear', 0.5, 3],
  ['hazen', 0.25, 1.5],
  ['median_unbiased', 0.25, 1 + 5 / 12],
  ['inverted_cdf', 0.25, 1],
  ['inverted_cdf', 0.26, 2],
  ['lower', 0.5, 2],
  ['higher', 0.5, 4],
  ['nearest', 0.5, 4], // halfway between places 1 and 2: the even one
  ['midpoint', 0.4, 3],
] as const)('%s at %d, by hand', (rule, p, want) => {
  expect(quantile(sorted, p, rule)).toBeCloseTo(want, 12);
});

test('every rule is one value of one, grows with p and stays within the values', () => {
  for (const rule of quantileRules) {
    expect(quantile(Float64Array.of(7), 0.3, rule)).toBe(7);
    expect(quantile(new Float64Array(), 0.3, rule)).toBeNaN();
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((p) => quantile(sorted, p, rule));
        expect(1 <= (low ?? 0) && (low ?? 0) <= (high ?? 0) && (high ?? 9) <= 8).toBe(true);
      }),
    );
  }
});
