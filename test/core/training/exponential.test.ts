import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponential, sigmoid } from '../../../src/core/training/exponential.ts';

const moderate = fc.double({ min: -43.9, max: 43.9, noNaN: true });

test('the exponential agrees with Math.exp to 2e-14', () => {
  fc.assert(
    fc.property(moderate, (x) => Math.abs(exponential(x) / Math.exp(x) - 1) < 2e-14),
    { numRuns: 2000 },
  );
});

test('the exponential has these very bits on every JavaScript engine', () => {
  const bits = (x: number) => Buffer.from(new Float64Array([exponential(x)]).buffer).toString('hex');
  expect([1, -1, 0.1, -33.3, 40].map(bits)).toMatchInlineSnapshot(`
    [
      "6957148b0abf0540",
      "38ef2c36568bd73f",
      "d1005ab3c7aef13f",
      "699db5b95b16ef3c",
      "087379390d228a43",
    ]
  `);
});

test('the sigmoid stays within 0 and 1 and is symmetric', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (x) => {
      const p = sigmoid(x);
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(p + sigmoid(-x)).toBeCloseTo(1, 14);
    }),
  );
});
