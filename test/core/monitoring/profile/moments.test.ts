import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summariseMoments } from '../../../../src/core/monitoring/profile/moment-summary.ts';
import { mergeMoments, momentsOf } from '../../../../src/core/monitoring/profile/moments.ts';

const of = (...values: number[]) => momentsOf(Float64Array.from(values));

test('moments of a few numbers', () => {
  // scipy.stats.skew and kurtosis of [2, 8, 0, 4, 1, 9, 9, 0]: 0.2650554122698573, -1.6660010752838506
  const summary = summariseMoments(of(2, 8, 0, 4, 1, 9, 9, 0));
  expect(summary).toMatchObject({ count: 8, sum: 33, mean: 4.125, minimum: 0, maximum: 9 });
  expect(summary.populationVariance).toBeCloseTo(13.859375, 12);
  expect(summary.sampleVariance).toBeCloseTo(15.839285714285714, 12);
  expect(summary.skewness).toBeCloseTo(0.2650554122698573, 12);
  expect(summary.excessKurtosis).toBeCloseTo(-1.6660010752838506, 12);
});

test('no values have no mean, one value no sample variance, a constant no skewness', () => {
  expect(summariseMoments(of()).mean).toBeNaN();
  expect(summariseMoments(of(3)).sampleVariance).toBeNaN();
  expect(summariseMoments(of(3)).populationVariance).toBe(0);
  expect(summariseMoments(of(3, 3)).skewness).toBeNaN();
});

test('parts merge to the whole, with empty parts and parts of one', () => {
  const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 6 }), (parts) => {
      const whole = summariseMoments(of(...parts.flat()));
      const merged = summariseMoments(parts.map((part) => of(...part)).reduce(mergeMoments));
      const close = (got: number, want: number) =>
        Number.isNaN(want) ? Number.isNaN(got) : Math.abs(got - want) <= 1e-7 + 1e-7 * Math.abs(want);
      expect(merged.count).toBe(whole.count);
      expect(close(merged.mean, whole.mean)).toBe(true);
      expect(close(merged.populationVariance, whole.populationVariance)).toBe(true);
      // The shape of what hardly varies is rounding.
      if (!(whole.populationVariance > 1e-3)) return;
      expect(close(merged.skewness, whole.skewness)).toBe(true);
      expect(close(merged.excessKurtosis, whole.excessKurtosis)).toBe(true);
    }),
  );
});

test('an empty part changes nothing', () => {
  const some = of(1, 2, 4);
  expect(mergeMoments(some, of())).toEqual(some);
  expect(mergeMoments(of(), some)).toEqual(some);
  expect(mergeMoments(of(), of())).toEqual(of());
});

test('a large offset does not eat the variance', () => {
  const merged = mergeMoments(of(1e9 + 4, 1e9 + 7), of(1e9 + 13, 1e9 + 16));
  expect(summariseMoments(merged).sampleVariance).toBeCloseTo(30, 6);
});
