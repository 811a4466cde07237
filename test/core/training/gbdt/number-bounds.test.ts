import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerRange, numberBounds } from '../../../../src/core/training/gbdt/number-bounds.ts';

const boundsOf = (values: number[]) => {
  const column = Float64Array.from(values);
  return [...numberBounds(column, integerRange(column))];
};

test('small integers are told by their range, other columns are not', () => {
  expect(integerRange(Float64Array.of(3, Number.NaN, -2))).toEqual({ low: -2, size: 6 });
  expect(integerRange(Float64Array.of(3, 2.5))).toBeUndefined();
  expect(integerRange(Float64Array.of(0, 1e6))).toBeUndefined();
  expect(integerRange(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBeUndefined();
  expect(integerRange(Float64Array.of(Number.NaN))).toBeUndefined();
});

test('few values are separated in the middle', () => {
  expect(boundsOf([3, 1, 1, 7])).toEqual([2, 5]);
  expect(boundsOf([0.5, 1.5, Number.NaN])).toEqual([1]);
});

test('a constant column and an all-missing column have no bound', () => {
  expect(boundsOf([4.5, 4.5])).toEqual([]);
  expect(boundsOf([Number.NaN, Number.NaN])).toEqual([]);
  expect(boundsOf([])).toEqual([]);
});

test('infinite values keep a bin of their own behind finite bounds', () => {
  const bounds = boundsOf([Number.NEGATIVE_INFINITY, -1.5, 2.5, Number.POSITIVE_INFINITY]);
  expect(bounds).toEqual([-Number.MAX_VALUE, 0.5, 2.5]);
});

test('up to 255 distinct values all get their own bin, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 }), (values) => {
      const distinct = [...new Set(values.map((v) => v + 0))].sort((a, b) => a - b);
      const bounds = boundsOf(values);
      expect(bounds.length).toBe(Math.max(0, distinct.length - 1));
      for (const [k, bound] of bounds.entries()) {
        expect(bound).toBeGreaterThanOrEqual(distinct[k] ?? Number.NaN);
        expect(bound).toBeLessThan(distinct[k + 1] ?? Number.NaN);
      }
    }),
  );
});

test('many values are cut at quantiles into at most 255 bins of nearly equal size', () => {
  const values = Array.from({ length: 10_000 }, (_, k) => ((k * 7919) % 10_000) + 0.25);
  const bounds = boundsOf(values);
  expect(bounds.length).toBe(254);
  const sizes = [...bounds, 1e9].map(
    (bound, k) => values.filter((v) => v <= bound && v > (bounds[k - 1] ?? -1)).length,
  );
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test('a value that fills most of the column makes one bound, not many equal ones', () => {
  const values = Array.from({ length: 10_000 }, (_, k) => (k < 9000 ? 0.5 : k));
  const bounds = boundsOf(values);
  expect(new Set(bounds).size).toBe(bounds.length);
  expect(bounds.length).toBeLessThan(30);
});
