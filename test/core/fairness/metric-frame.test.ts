import { expect, test } from 'vitest';
import { disparity, equalizedOdds } from '../../../src/core/fairness/disparity.ts';
import { crossFeatures, keepRows, metricFrame, selectedShares } from '../../../src/core/fairness/metric-frame.ts';

const rows = {
  label: Float64Array.of(1, 1, 0, 0, 0, 0),
  predicted: Float64Array.of(1, 0, 0, 1, 0, 1),
  group: ['a', 'a', 'a', 'b', 'b', 'b'],
};

test('a rate without rows is undefined and is skipped; told to be 0 it makes equalized odds look worse', () => {
  expect(metricFrame(rows).byGroup.get('b')).toMatchObject({ n: 3, selected: 2, truePositiveRate: Number.NaN });
  expect(disparity(metricFrame(rows), 'truePositiveRate')).toMatchObject({ minimum: 0.5, maximum: 0.5 });
  const asZero = metricFrame(rows, undefined, 0);
  expect(disparity(asZero, 'truePositiveRate').differenceBetween).toBe(0.5);
  expect(equalizedOdds(metricFrame(rows)).differenceBetween.worst).toBeCloseTo(2 / 3, 12);
});

test('when no group has the rate there is no disparity, not one of 0', () => {
  const negatives = keepRows(rows, (row) => rows.label[row] === 0);
  const found = disparity(metricFrame(negatives), 'truePositiveRate');
  expect([found.differenceBetween, found.ratioBetween, found.differenceToOverall]).toEqual([NaN, NaN, NaN]);
});

test('nobody selected: the rates agree, their ratio is undefined', () => {
  const frame = metricFrame({ ...rows, predicted: new Float64Array(6) });
  expect(disparity(frame, 'selectionRate')).toMatchObject({ differenceBetween: 0, ratioBetween: Number.NaN });
});

test('a ratio to all rows is turned where it is above 1', () => {
  // 1/3 of a and 2/3 of b are selected, 1/2 of all.
  expect(disparity(metricFrame(rows), 'selectionRate').ratioToOverall).toBeCloseTo(2 / 3, 12);
  expect(selectedShares(metricFrame(rows)).get('b')).toBeCloseTo(2 / 3, 12);
});

test('weights count rows often, and 0 leaves them out of the rates', () => {
  const weighted = metricFrame({ ...rows, weight: Float64Array.of(2, 1, 0, 0, 0, 0) });
  expect(weighted.byGroup.get('a')?.truePositiveRate).toBeCloseTo(2 / 3, 12);
  expect(weighted.byGroup.get('b')?.selectionRate).toBeNaN();
});

test('every combination of features is a group, those without rows too', () => {
  const crossed = crossFeatures([
    ['x', 'y', 'x'],
    ['f', 'm', 'f'],
  ]);
  expect(crossed).toEqual({ rows: ['x|f', 'y|m', 'x|f'], groups: ['x|f', 'x|m', 'y|f', 'y|m'] });
  const three = keepRows(rows, (row) => row < 3);
  const frame = metricFrame({ ...three, group: crossed.rows }, crossed.groups);
  expect(frame.byGroup.get('x|m')).toMatchObject({ n: Number.NaN, selectionRate: Number.NaN });
});
