import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerOfTwoAtLeast } from '../../../src/core/training/power-of-two.ts';

test('the power of two is at least the number and less than twice it', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (x) => {
      fc.pre(Math.abs(x) > 1e-300);
      const power = powerOfTwoAtLeast(x);
      expect(power).toBeGreaterThanOrEqual(Math.abs(x));
      expect(power / 2).toBeLessThan(Math.abs(x));
      expect(Number.isInteger(Math.log2(power))).toBe(true);
    }),
  );
  expect([0, 1, 4, 5, -8].map(powerOfTwoAtLeast)).toEqual([1, 1, 4, 8, 8]);
});
