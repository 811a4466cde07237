import { expect, test } from 'vitest';
import { benjaminiHochbergAdjust, holmAdjust } from '../../../src/core/comparison/multiple-testing.ts';

const p = [0.04, 0.01, 0.03, 0.02, 0.5];

test('Holm as R: p.adjust(p, "holm")', () => {
  for (const [i, want] of [0.09, 0.05, 0.09, 0.08, 0.5].entries()) expect(holmAdjust(p)[i]).toBeCloseTo(want, 12);
});

test('Benjamini and Hochberg as R: p.adjust(p, "BH")', () => {
  for (const [i, want] of [0.05, 0.05, 0.05, 0.05, 0.5].entries())
    expect(benjaminiHochbergAdjust(p)[i]).toBeCloseTo(want, 12);
});

test('nothing to adjust gives nothing, and no adjusted value is above 1', () => {
  expect(holmAdjust([])).toEqual([]);
  expect(holmAdjust([0.9, 0.8])).toEqual([1, 1]);
  expect(benjaminiHochbergAdjust([1, 1])).toEqual([1, 1]);
});
