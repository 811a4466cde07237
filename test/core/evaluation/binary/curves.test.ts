import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  curvePoints,
  largestSeparation,
  partialAuc,
  precisionRecallTrapezoid,
} from '../../../../src/core/evaluation/binary/curves.ts';
import { liftOfTop } from '../../../../src/core/evaluation/binary/lift.ts';
import { rocAucStatistic } from '../../../../src/core/evaluation/binary/roc-auc.ts';

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

test('up to a false positive rate of 1 the partial area is the whole', () => {
  const rows = fc.array(fc.record({ y: fc.constantFrom(0, 1), s: fc.integer({ min: 0, max: 6 }) }), { minLength: 2 });
  fc.assert(
    fc.property(rows, (list) => {
      const [y, s] = [Float64Array.from(list, (row) => row.y), Float64Array.from(list, (row) => row.s)];
      fc.pre(y.includes(0) && y.includes(1));
      const points = curvePoints(y, s);
      const auc = rocAucStatistic(y, s).value(new Uint32Array(y.length).fill(1)).value;
      expect(partialAuc(points, 1)).toBeCloseTo(auc, 12);
      expect(precisionRecallTrapezoid(points)).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('perfect scores are 1 and chance is ½ at any limit', () => {
  const perfect = curvePoints(Float64Array.of(0, 0, 1), Float64Array.of(0.1, 0.2, 0.9));
  const chance = curvePoints(Float64Array.of(0, 1), Float64Array.of(0.5, 0.5));
  for (const limit of [0.1, 0.5, 1]) {
    expect(partialAuc(perfect, limit)).toBeCloseTo(1, 12);
    expect(partialAuc(chance, limit)).toBeCloseTo(0.5, 12);
  }
});

test('lift of the top: equal scores rank in the order of the rows', () => {
  expect(liftOfTop(label, score, 2)).toEqual({ gain: 1 / 3, rate: 0.5, lift: 0.5 / 0.6 });
  expect(liftOfTop(label, score, 5)).toEqual({ gain: 1, rate: 0.6, lift: 1 });
});
