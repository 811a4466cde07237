import { expect, test } from 'vitest';
import { fisherExact } from '../../../src/core/comparison/fisher-exact.ts';

test("Fisher's tea: 3 of 4 against 1 of 4 gives 34/70", () => {
  expect(fisherExact({ successes: 3, n: 4 }, { successes: 1, n: 4 }).twoSided).toBeCloseTo(34 / 70, 12);
});

test('equal shares and empty groups are no evidence', () => {
  expect(fisherExact({ successes: 5, n: 10 }, { successes: 5, n: 10 }).twoSided).toBeCloseTo(1, 12);
  expect(fisherExact({ successes: 0, n: 0 }, { successes: 5, n: 10 }).twoSided).toBeCloseTo(1, 12);
});
