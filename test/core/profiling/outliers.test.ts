import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outliersOf } from '../../../src/core/profiling/outliers.ts';

const finite = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 });
const rules = ['iqr', 'mad', 'z'] as const;

test('fences hold what they don’t count, or there is a reason: never NaN', () => {
  fc.assert(
    fc.property(finite, (values) => {
      const sorted = Float64Array.from(values).sort();
      const found = outliersOf(sorted);
      for (const rule of rules) {
        const fences = found[rule];
        if ('undefined' in fences) continue;
        const beyond = values.filter((value) => value < fences.low || value > fences.high);
        expect([fences.low <= fences.high, fences.rows]).toEqual([true, beyond.length]);
      }
    }),
  );
});

test('no numbers, one number, equal numbers and a few others have a reason each', () => {
  const reasons = (...values: number[]) => {
    const found = outliersOf(Float64Array.from(values).sort());
    return rules.map((rule) => ('undefined' in found[rule] ? found[rule].undefined : found[rule].rows));
  };
  expect(reasons()).toEqual(['no numbers', 'no numbers', 'no numbers']);
  const equal = ['both quartiles are one number', 'at least half of the numbers are equal', 'all numbers are equal'];
  expect(reasons(5)).toEqual(equal);
  expect(reasons(5, 5, 5)).toEqual(equal);
  expect(reasons(5, 5, 5, 5, 5, 9)).toEqual([...equal.slice(0, 2), 0]);
  expect(reasons(-1e308, -1e308, 1e308, 1e308)).toEqual(
    Array(3).fill('the numbers spread further than doubles can tell'),
  );
});

test('a number far out is beyond every fence; moving and stretching all moves the fences along', () => {
  const values = Float64Array.from([...Array(20).keys(), 1000]).sort();
  const [own, moved] = [outliersOf(values), outliersOf(values.map((value) => 3 * value - 7))];
  for (const rule of rules) {
    const [a, b] = [own[rule], moved[rule]];
    if ('undefined' in a || 'undefined' in b) throw new Error('undefined');
    expect([a.rows, b.rows]).toEqual([1, 1]);
    expect(b.low).toBeCloseTo(3 * a.low - 7, 9);
    expect(b.high).toBeCloseTo(3 * a.high - 7, 9);
  }
});
