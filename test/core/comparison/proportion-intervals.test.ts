import fc from 'fast-check';
import { expect, test } from 'vitest';
import { katzInterval } from '../../../src/core/comparison/katz.ts';
import {
  agrestiCoullInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  waldInterval,
} from '../../../src/core/comparison/proportion-intervals.ts';
import { twoProportionTest } from '../../../src/core/comparison/two-proportion-test.ts';

const z = 1.959963984540054;
const share = fc.integer({ min: 1, max: 200 }).chain((n) => fc.record({ k: fc.nat(n), n: fc.constant(n) }));

test('every interval lies in [0, 1], holds the share, and mirrors with failures', () => {
  const intervals = [
    (k: number, n: number) => clopperPearsonInterval(k, n, 0.025),
    (k: number, n: number) => agrestiCoullInterval(k, n, z),
    (k: number, n: number) => waldInterval(k, n, z),
  ];
  fc.assert(
    fc.property(share, ({ k, n }) => {
      for (const interval of intervals) {
        const { low, high } = interval(k, n);
        expect(0 <= low && low <= k / n && k / n <= high && high <= 1).toBe(true);
        expect(low).toBeCloseTo(1 - interval(n - k, n).high, 11);
      }
    }),
  );
});

test("Jeffreys' lies inside Clopper and Pearson's, whose ends are open at 0 and n", () => {
  fc.assert(
    fc.property(share, ({ k, n }) => {
      const [exact, bayes] = [clopperPearsonInterval(k, n, 0.025), jeffreysInterval(k, n, 0.025)];
      expect(exact.low <= bayes.low && bayes.high <= exact.high).toBe(true);
    }),
  );
  expect(clopperPearsonInterval(0, 10, 0.025)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.1, 12) });
  expect(clopperPearsonInterval(10, 10, 0.025)).toEqual({ low: expect.closeTo(0.025 ** 0.1, 12), high: 1 });
});

test('Katz: a ratio and its inverse', () => {
  const [a, b] = [
    { successes: 30, n: 80 },
    { successes: 55, n: 100 },
  ];
  const [one, other] = [katzInterval(a, b, z), katzInterval(b, a, z)];
  expect(one.ratio * other.ratio).toBeCloseTo(1, 12);
  expect(one.low * other.high).toBeCloseTo(1, 12);
});

test('two groups without any success, or without any failure, do not differ', () => {
  const of = (successes: number, n: number) => ({ successes, n });
  expect(twoProportionTest(of(0, 5), of(0, 9))).toMatchObject({ z: 0, twoSided: 1 });
  expect(twoProportionTest(of(5, 5), of(9, 9))).toMatchObject({ z: 0, twoSided: 1 });
});
