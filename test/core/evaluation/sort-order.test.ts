import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortOrder } from '../../../src/core/evaluation/sort-order.ts';

const value = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE, -Number.MIN_VALUE),
  fc.integer({ min: -3, max: 3 }),
);

function byComparison(values: readonly number[], start: readonly number[]): number[] {
  const at = (i: number) => values[i] ?? 0;
  return start.toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
}

test('is the stable order that comparison gives, for every kind of number', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 50 }), (values) => {
      const start = values.map((_, i) => i);
      expect([...sortOrder(Float64Array.from(values))]).toEqual(byComparison(values, start));
    }),
    { numRuns: 300 },
  );
});

test('keeps the order it starts from among equal values, so keys chain', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 30 }), (rows) => {
      const [first, second] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
      const chained = sortOrder(Float64Array.from(first), sortOrder(Float64Array.from(second)));
      const start = byComparison(
        second,
        rows.map((_, i) => i),
      );
      expect([...chained]).toEqual(byComparison(first, start));
    }),
  );
});
