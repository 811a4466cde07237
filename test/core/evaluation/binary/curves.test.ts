import { expect, test } from 'vitest';
import {
  curvePoints,
  largestSeparation,
  precisionRecallTrapezoid,
} from '../../../../src/core/evaluation/binary/curves.ts';

const label = Float64Array.of(1, 0, 1, 0, 1);
const score = Float64Array.of(0.9, 0.6, 0.6, 0.2, 0.3);

test('one point per distinct score, from nothing called positive to everything', () => {
  const points = curvePoints(label, score);
  expect(points.map(({ threshold }) => threshold)).toEqual([Number.POSITIVE_INFINITY, 0.9, 0.6, 0.3, 0.2]);
  expect(points.map(({ tp, fp }) => [tp, fp])).toEqual([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
    [3, 2],
  ]);
  expect(points[0]).toMatchObject({ recall: 0, falsePositiveRate: 0, precision: 1 });
  expect(largestSeparation(points)).toBe(0.5);
});

test('weights are the same as rows written out', () => {
  const written = curvePoints(Float64Array.of(1, 1, 0, 1, 1, 0), Float64Array.of(0.9, 0.9, 0.6, 0.6, 0.3, 0.2));
  const byWeight = curvePoints(label, score, Float64Array.of(2, 1, 1, 1, 1));
  expect(byWeight).toEqual(written);
});

test('the area under the precision-recall curve is at most 1', () => {
  const points = curvePoints(label, score);
  expect(precisionRecallTrapezoid(points)).toBeCloseTo((1 + (1 + 2 / 3) / 2 + (2 / 3 + 3 / 4) / 2) / 3, 12);
});
