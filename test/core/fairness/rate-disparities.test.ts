import { describe, expect, test } from 'vitest';
import { quantile } from '../../../src/core/comparison/quantile.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { disparity } from '../../../src/core/fairness/disparity.ts';
import { cellsOf, countCells } from '../../../src/core/fairness/group-cells.ts';
import { type GroupedDecisions, metricFrame } from '../../../src/core/fairness/metric-frame.ts';
import { rateDisparities } from '../../../src/core/fairness/rate-disparities.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';

const settings = { alpha: 0.05, resamples: 4000, seed: 5, minimumGroup: 30 };

interface SomeDecisions extends GroupedDecisions {
  readonly other: Float64Array;
}

/** Rows of three groups that are decided about unlike each other, and by another model once more. */
function someDecisions(n: number, weights = false): SomeDecisions {
  const random = createRandom(11);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const group = Array.from({ length: n }, () => (uniform() < 0.5 ? 'a' : uniform() < 0.6 ? 'b' : 'c'));
  const label = Float64Array.from({ length: n }, () => (uniform() < 0.4 ? 1 : 0));
  const chance = (i: number) => 0.3 + 0.3 * (label[i] ?? 0) + (group[i] === 'c' ? 0.15 : 0);
  const predicted = label.map((_, i) => (uniform() < chance(i) ? 1 : 0));
  const other = label.map((_, i) => (uniform() < chance(i) - 0.1 ? 1 : 0));
  const weight = label.map(() => 0.2 + 2 * uniform());
  return { label, predicted, other, group, ...(weights && { weight }) };
}

/** The slow way: rows drawn one by one. */
function byRows(rows: SomeDecisions, resamples: number): Float64Array {
  const random = createRandom(6);
  const counts = new Uint32Array(rows.label.length);
  const values = Float64Array.from({ length: resamples }, () => {
    random.resample(counts);
    const weight = Float64Array.from(counts, (count, i) => count * (rows.weight?.[i] ?? 1));
    return disparity(metricFrame({ ...rows, weight }), 'truePositiveRate').differenceBetween;
  });
  return values.sort();
}

const counted = (rows: SomeDecisions) => countCells({ ...rows, group: categoryColumn(rows.group) });

describe.each([
  ['rows that count alike', false],
  ['weighted rows', true],
])('%s', (_, weights) => {
  test('resampled cells give the interval that resampled rows give', () => {
    const rows = someDecisions(900, weights);
    const [found] = rateDisparities(counted(rows), ['truePositiveRate'], settings);
    const slow = byRows(rows, 2000);
    expect(found?.difference).toMatchObject({ method: 'percentile bootstrap' });
    const { low = Number.NaN, high = Number.NaN } = found && isDefined(found.difference) ? found.difference : {};
    expect(Math.abs(low - quantile(slow, 0.05))).toBeLessThan(0.012);
    expect(Math.abs(high - quantile(slow, 0.95))).toBeLessThan(0.012);
  });
});

test('the number is that of the rows themselves, and its change that of both models', () => {
  const rows = someDecisions(900);
  const [found] = rateDisparities(counted(rows), ['selectionRate'], settings);
  const of = (predicted: Float64Array) => disparity(metricFrame({ ...rows, predicted }), 'selectionRate');
  const [own, other] = [of(rows.predicted), of(rows.other)];
  expect(found?.difference).toMatchObject({ value: own.differenceBetween, n: 900 });
  expect(found?.ratio).toMatchObject({ value: own.ratioBetween });
  expect(found?.change).toMatchObject({ value: own.differenceBetween - other.differenceBetween });
});

test('the cells of two models are those of each', () => {
  const rows = someDecisions(300);
  const group = categoryColumn(rows.group);
  const both = countCells({ ...rows, group });
  const { label, predicted, other } = rows;
  expect(cellsOf('counted', both.cells)).toEqual(countCells({ label, predicted, group }).cells);
  expect(cellsOf('other', both.cells)).toEqual(countCells({ label, predicted: other, group }).cells);
});

test('groups with too few rows are left out and named; fewer than two others have no disparity', () => {
  const rows = someDecisions(120);
  const few = { ...rows, group: rows.group.map((name, i) => (i < 12 ? 'few' : name)) };
  const [found] = rateDisparities(counted(few), ['selectionRate'], settings);
  expect(found?.leftOut).toContain('few');
  const [none] = rateDisparities(counted(few), ['selectionRate'], { ...settings, minimumGroup: 60 });
  expect(none?.difference).toMatchObject({ undefined: 'fewer than two groups have 60 rows' });
});

describe('rows in clusters', () => {
  const rows = someDecisions(900);
  const boundsOf = (of: SomeDecisions, cluster?: readonly string[]) => {
    const cells = countCells({
      ...of,
      group: categoryColumn(of.group),
      ...(cluster && { cluster: categoryColumn(cluster) }),
    });
    const [found] = rateDisparities(cells, ['truePositiveRate'], settings);
    if (found === undefined || !isDefined(found.difference)) throw new Error('no interval');
    return found.difference;
  };
  const alone = boundsOf(rows);

  test('clusters of one row are rows', () => {
    const each = rows.group.map((_, i) => `row ${i}`);
    const found = boundsOf(rows, each);
    expect(found).toMatchObject({ method: 'cluster percentile bootstrap', clusters: 900, value: alone.value });
    expect(Math.abs(found.low - alone.low)).toBeLessThan(0.012);
    expect(Math.abs(found.high - alone.high)).toBeLessThan(0.012);
  });

  test('four copies of each row, drawn together, tell no more than the row', () => {
    const four = <T>(values: ArrayLike<T>) => Array.from(values).flatMap((value) => [value, value, value, value]);
    const copied = {
      label: Float64Array.from(four(rows.label)),
      predicted: Float64Array.from(four(rows.predicted)),
      other: Float64Array.from(four(rows.other)),
      group: four(rows.group),
    };
    const found = boundsOf(copied, four(rows.group.map((_, i) => `row ${i}`)));
    expect(Math.abs(found.high - found.low - (alone.high - alone.low))).toBeLessThan(0.012);
    const taken = boundsOf(copied); // for independent: half as wide, or narrower where a difference can't fall below 0
    expect(taken.high - taken.low).toBeLessThan(0.7 * (alone.high - alone.low));
  });

  test('nine clusters are too few', () => {
    const nine = rows.group.map((_, i) => `cluster ${i % 9}`);
    const cells = countCells({ ...rows, group: categoryColumn(rows.group), cluster: categoryColumn(nine) });
    const [found] = rateDisparities(cells, ['truePositiveRate'], settings);
    expect(found?.difference).toMatchObject({ undefined: expect.stringContaining('9 of 10 clusters') });
  });
});
