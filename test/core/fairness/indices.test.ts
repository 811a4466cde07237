import { expect, test } from 'vitest';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { benefits, generalizedEntropy, groupMeans } from '../../../src/core/fairness/generalized-entropy.ts';
import { fairnessIndices } from '../../../src/core/fairness/indices.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';

const label = Float64Array.of(1, 0, 1, 1, 0, 0, 1, 0, 1, 0);
const predicted = Float64Array.of(1, 1, 0, 1, 0, 0, 1, 0, 0, 1);
const group = categoryColumn(['a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c']);

const settings = { alpha: 0.05, resamples: 400, seed: 7, minimumGroup: 2 };

test('from counts the indices are those of the people one by one', () => {
  const benefit = benefits({ label, predicted });
  const found = fairnessIndices({ label, predicted }, group, settings);
  const value = (of: keyof typeof found) => {
    const { estimate } = found[of];
    return isDefined(estimate) ? estimate.value : Number.NaN;
  };
  expect(value('generalizedEntropy')).toBeCloseTo(generalizedEntropy(benefit, 2).value, 12);
  expect(value('theilIndex')).toBeCloseTo(generalizedEntropy(benefit, 1).value, 12);
  const between = groupMeans(benefit, group.codes, group.levels.length);
  const [undefinedOften] = [found.betweenGroups.estimate];
  if (isDefined(undefinedOften)) expect(undefinedOften.value).toBeCloseTo(generalizedEntropy(between, 2).value, 12);
});

test('the interval of entropy holds what rows drawn one by one say, and shrinks with the root of the rows', () => {
  const times = (k: number) => {
    const repeat = (values: Float64Array) => Float64Array.from({ length: 10 * k }, (_, i) => values[i % 10] ?? 0);
    const names = Array.from({ length: 10 * k }, (_, i) => group.levels[group.codes[i % 10] ?? 0] ?? null);
    const drawn = fairnessIndices({ label: repeat(label), predicted: repeat(predicted) }, categoryColumn(names), {
      ...settings,
      resamples: 2000,
    }).generalizedEntropy.estimate;
    if (!isDefined(drawn)) throw new Error(drawn.undefined);
    return drawn;
  };
  const [few, many] = [times(40), times(160)];
  expect(few).toMatchObject({ n: 400, method: 'percentile bootstrap' });
  expect((few.high - few.low) / (many.high - many.low)).toBeCloseTo(2, 0);
  // GEI(2) is half the variance of b over its squared mean; its influence is ((b - 1)^2 - 0.4) / 2 - 0.4 (b - 1), b's mean being 1.
  const influence = Array.from(benefits({ label, predicted }), (b) => ((b - 1) ** 2 - 0.4) / 2 - 0.4 * (b - 1));
  const se = Math.sqrt(influence.reduce((sum, x) => sum + x * x, 0) / 10 / 400);
  expect((few.high - few.low) / (2 * 1.645 * se)).toBeCloseTo(1, 0);
});

test('rows count by their weight, and a weight of 3 is three rows', () => {
  const weight = Float64Array.from(label, (y) => (y === 1 ? 3 : 1));
  const copies = [...label.keys()].flatMap((row) => Array.from({ length: weight[row] ?? 0 }, () => row));
  const take = (values: Float64Array) => Float64Array.from(copies, (row) => values[row] ?? 0);
  const names = copies.map((row) => group.levels[group.codes[row] ?? 0] ?? null);
  const weighted = fairnessIndices({ label, predicted }, group, settings, { weight });
  const repeated = fairnessIndices({ label: take(label), predicted: take(predicted) }, categoryColumn(names), settings);
  for (const name of ['generalizedEntropy', 'theilIndex'] as const) {
    const [one, other] = [weighted[name].estimate, repeated[name].estimate];
    if (!isDefined(one) || !isDefined(other)) throw new Error(`no ${name}`);
    expect(one.value).toBeCloseTo(other.value, 12);
    expect(one.n).toBe(10);
    expect(one.high - one.low).toBeGreaterThan(other.high - other.low);
  }
  const scaled = fairnessIndices({ label, predicted }, group, settings, { weight: weight.map((w) => 64 * w) });
  expect(scaled.smoothedDifferentialFairness).toEqual(weighted.smoothedDifferentialFairness);
});

test('a model that is the other one changes nothing', () => {
  const found = fairnessIndices({ label, predicted, other: predicted }, group, settings);
  for (const { change } of Object.values(found))
    if (change && isDefined(change)) expect([change.value, change.low, change.high]).toEqual([0, 0, 0]);
  expect(found.generalizedEntropy.change).toMatchObject({ value: 0 });
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

test('where nobody gets anything, and with few rows, there is no index, and it says why', () => {
  const nobody = fairnessIndices(
    { label: new Float64Array(3).fill(1), predicted: new Float64Array(3) },
    categoryColumn(['a', 'a', 'b']),
    settings,
  );
  for (const name of ['generalizedEntropy', 'theilIndex', 'betweenGroups', 'demographicDisparity'] as const)
    expect(nobody[name].estimate).toEqual({ undefined: 'nobody is counted in these groups', n: 3 });
  const none = fairnessIndices(
    { label: new Float64Array(), predicted: new Float64Array() },
    categoryColumn([]),
    settings,
  );
  for (const { estimate } of Object.values(none))
    expect(estimate).toEqual({ undefined: 'insufficient data: 0 of 2 rows', n: 0 });
});
