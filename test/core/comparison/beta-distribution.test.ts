import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaCdf, betaQuantile } from '../../../src/core/comparison/beta-distribution.ts';
import { logFactorials } from '../../../src/core/comparison/log-factorials.ts';
import { logBeta } from '../../../src/core/comparison/log-gamma.ts';
import { studentTwoSided } from '../../../src/core/comparison/student-t.ts';

test('B(½, ½) is π, and whole arguments give factorials', () => {
  expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 13);
  expect(logBeta(3, 4)).toBeCloseTo(Math.log(1 / 60), 13);
  expect(logBeta(1e-3, 1)).toBeCloseTo(Math.log(1000), 11);
});

test('tails of the binomial distribution', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const logs = logFactorials(n);
      const k = Math.ceil(share * n) || 1;
      const x = 0.05 + 0.9 * share;
      const chance = (i: number) =>
        Math.exp((logs[n] ?? 0) - (logs[i] ?? 0) - (logs[n - i] ?? 0) + i * Math.log(x) + (n - i) * Math.log(1 - x));
      const atLeast = Array.from({ length: n - k + 1 }, (_, i) => chance(k + i)).reduce((a, b) => a + b);
      expect(betaCdf(x, k, n - k + 1)).toBeCloseTo(atLeast, 11);
    }),
  );
});

test('the quantile turns the distribution function back, at the edges too', () => {
  for (const p of [1e-8, 0.025, 0.5, 0.975]) {
    expect(betaQuantile(p, 1, 1)).toBeCloseTo(p, 14);
    expect(betaQuantile(p, 1, 40)).toBeCloseTo(1 - (1 - p) ** (1 / 40), 13);
    expect(betaCdf(betaQuantile(p, 0.5, 2000), 0.5, 2000)).toBeCloseTo(p, 11);
  }
  expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
});

test("Student's t: published 5 % points, and the normal distribution far out", () => {
  expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 13);
  expect(studentTwoSided(12.7062, 1)).toBeCloseTo(0.05, 6);
  expect(studentTwoSided(-2.228139, 10)).toBeCloseTo(0.05, 7);
  expect(studentTwoSided(1.959964, 1e9)).toBeCloseTo(0.05, 6);
  expect(studentTwoSided(0, 5)).toBe(1);
});
