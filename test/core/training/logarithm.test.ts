import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logarithm } from '../../../src/core/training/logarithm.ts';

test('the logarithm agrees with Math.log to 2e-15, relative or absolute', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      const exact = Math.log(x);
      expect(Math.abs(logarithm(x) - exact)).toBeLessThan(2e-15 * Math.max(1, Math.abs(exact)));
    }),
    { numRuns: 2000 },
  );
  expect(logarithm(1)).toBe(0);
});
