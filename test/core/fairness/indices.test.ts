import { expect, test } from 'vitest';
import { benefits, generalizedEntropy, groupMeans } from '../../../src/core/fairness/generalized-entropy.ts';
import { fairnessIndices } from '../../../src/core/fairness/indices.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';

const label = Float64Array.of(1, 0, 1, 1, 0, 0, 1, 0, 1, 0);
const predicted = Float64Array.of(1, 1, 0, 1, 0, 0, 1, 0, 0, 1);
const group = categoryColumn(['a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c']);

test('from counts the indices are those of the people one by one', () => {
  const benefit = benefits({ label, predicted });
  const found = fairnessIndices({ label, predicted }, group);
  expect(found.generalizedEntropy).toBeCloseTo(generalizedEntropy(benefit, 2).value, 12);
  expect(found.theilIndex).toBeCloseTo(generalizedEntropy(benefit, 1).value, 12);
  const between = groupMeans(benefit, group.codes, group.levels.length);
  expect(found.betweenGroups).toBeCloseTo(generalizedEntropy(between, 2).value, 12);
});

test('published by AIF360: GEI 0.2, Theil 4 ln 2 / 10', () => {
  const b = Float64Array.of(1, 1, 1, 1, 0, 2, 2, 0, 2, 0);
  expect(generalizedEntropy(b, 1).value).toBeCloseTo((6 * Math.log(2)) / 10, 12);
  const c = Float64Array.of(0, 1, 1, 2, 1, 1, 2, 0, 1, 1);
  expect([generalizedEntropy(c, 2).value, generalizedEntropy(c, 1).value]).toEqual([
    expect.closeTo(0.2, 12),
    expect.closeTo((4 * Math.log(2)) / 10, 12),
  ]);
});

test('where nobody gets anything, and without rows, there is no index', () => {
  const nobody = fairnessIndices(
    { label: new Float64Array(3).fill(1), predicted: new Float64Array(3) },
    categoryColumn(['a', 'a', 'b']),
  );
  expect(nobody).toMatchObject({
    generalizedEntropy: null,
    theilIndex: null,
    betweenGroups: null,
    demographicDisparity: null,
  });
  const none = fairnessIndices({ label: new Float64Array(), predicted: new Float64Array() }, categoryColumn([]));
  expect(Object.values(none).every((value) => value === null)).toBe(true);
});
