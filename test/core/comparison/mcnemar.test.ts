import { expect, test } from 'vitest';
import { mcnemarTest } from '../../../src/core/comparison/mcnemar.ts';

test('as many pairs either way are no evidence at all: the mid-p is 1', () => {
  expect(mcnemarTest(7, 7).exact).toBe(1);
  expect(mcnemarTest(7, 7).mid).toBeCloseTo(1, 12);
});

test('1 against 9 by hand: 2 (1 + 10) / 2^10', () => {
  expect(mcnemarTest(1, 9).exact).toBeCloseTo(22 / 1024, 12);
  expect(mcnemarTest(1, 9).mid).toBeCloseTo((22 - 10) / 1024, 12);
});

test('stays finite for a hundred thousand pairs', () => {
  const { exact, chiSquare } = mcnemarTest(50_000, 51_000);
  expect(exact).toBeCloseTo(chiSquare?.p ?? Number.NaN, 4);
});

test('as many on either side are p = 1, and never more: rounding must not make evidence that its schema refuses', () => {
  for (let pairs = 1; pairs <= 300; pairs += 1) {
    const { mid, exact } = mcnemarTest(pairs, pairs);
    expect(mid).toBeLessThanOrEqual(1);
    expect(mid).toBeCloseTo(1, 9);
    expect(exact).toBe(1);
  }
});
