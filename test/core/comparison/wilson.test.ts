import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newcombeInterval } from '../../../src/core/comparison/newcombe.ts';
import { wilsonInterval } from '../../../src/core/comparison/wilson.ts';

const z = 1.959963984540054;
const share = fc.integer({ min: 1, max: 200 }).chain((n) => fc.record({ successes: fc.nat(n), n: fc.constant(n) }));

test('Wilson: 0 of 10 and 45 of 100 as statsmodels gives them', () => {
  expect(wilsonInterval(0, 10, z)).toEqual({ low: 0, high: expect.closeTo(0.27753279964, 9) });
  expect(wilsonInterval(45, 100, z).low).toBeCloseTo(0.35614537979511973, 12);
});

test('Wilson: lies in [0, 1], holds the share, and mirrors with failures', () => {
  fc.assert(
    fc.property(share, ({ successes, n }) => {
      const { low, high } = wilsonInterval(successes, n, z);
      const mirrored = wilsonInterval(n - successes, n, z);
      expect(low >= 0 && low <= successes / n && successes / n <= high && high <= 1).toBe(true);
      expect(low).toBeCloseTo(1 - mirrored.high, 12);
    }),
  );
});

test('Newcombe: 56 of 70 against 48 of 80 as published (Newcombe 1998, table II)', () => {
  const { low, high } = newcombeInterval({ successes: 56, n: 70 }, { successes: 48, n: 80 }, z);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
});

test('Newcombe: flips when the groups are swapped', () => {
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [one, other] = [newcombeInterval(a, b, z), newcombeInterval(b, a, z)];
      expect(one.low).toBeCloseTo(-other.high, 12);
      expect(one.high).toBeCloseTo(-other.low, 12);
    }),
  );
});
