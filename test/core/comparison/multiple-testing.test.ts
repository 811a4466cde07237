import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  benjaminiHochbergAdjust,
  benjaminiYekutieliAdjust,
  bonferroniAdjust,
  hochbergAdjust,
  holmAdjust,
  holmSidakAdjust,
  hommelAdjust,
  sidakAdjust,
} from '../../../src/core/comparison/multiple-testing.ts';

const p = [0.04, 0.01, 0.03, 0.02, 0.5];

test.each([
  [bonferroniAdjust, [0.2, 0.05, 0.15, 0.1, 1]],
  [sidakAdjust, p.map((value) => 1 - (1 - value) ** 5)],
  [holmAdjust, [0.09, 0.05, 0.09, 0.08, 0.5]],
  [holmSidakAdjust, [1 - 0.97 ** 3, 1 - 0.99 ** 5, 1 - 0.97 ** 3, 1 - 0.98 ** 4, 0.5]],
  [hochbergAdjust, [0.08, 0.05, 0.08, 0.08, 0.5]],
  [benjaminiHochbergAdjust, [0.05, 0.05, 0.05, 0.05, 0.5]],
  [benjaminiYekutieliAdjust, [...Array.from({ length: 4 }, () => 0.05 * (137 / 60)), 1]],
] as const)('%o, as p.adjust of R or by hand', (adjust, want) => {
  const adjusted = adjust(p);
  for (const [i, value] of want.entries()) expect(adjusted[i]).toBeCloseTo(value, 12);
});

test("Hommel is Simes' test of every set of hypotheses that holds the one asked about", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), (list) => {
      const simes = (set: readonly number[]) =>
        Math.min(...set.toSorted((a, b) => a - b).map((value, i) => (value * set.length) / (i + 1)));
      const sets = Array.from({ length: 2 ** list.length }, (_, mask) => list.map((_, i) => ((mask >> i) & 1) === 1));
      for (const [i, adjusted] of hommelAdjust(list).entries()) {
        const withIt = sets.filter((set) => set[i]).map((set) => simes(list.filter((_, j) => set[j])));
        expect(adjusted).toBeCloseTo(Math.max(...withIt), 12);
      }
    }),
  );
});

test('nothing to adjust gives nothing, and no adjusted value is above 1', () => {
  for (const adjust of [
    bonferroniAdjust,
    sidakAdjust,
    holmAdjust,
    holmSidakAdjust,
    hochbergAdjust,
    hommelAdjust,
    benjaminiHochbergAdjust,
    benjaminiYekutieliAdjust,
  ]) {
    expect(adjust([])).toEqual([]);
    expect(Math.max(...adjust([1, 0.9, 1]))).toBeLessThanOrEqual(1);
  }
  expect(holmAdjust([0.9, 0.8])).toEqual([1, 1]);
});
