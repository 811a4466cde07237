import { expect, test } from 'vitest';
import {
  liftOfTop,
  precisionOfTop,
  recallOfTop,
  topShareStatistic,
} from '../../../../src/core/evaluation/binary/top-of-ranking.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';

const sample = {
  label: Float64Array.of(1, 0, 1, 0, 1),
  score: Float64Array.of(0.9, 0.6, 0.6, 0.2, 0.3),
  threshold: 0.5,
};
const top = (share: number, of: Parameters<typeof topShareStatistic>[2]) =>
  observe(topShareStatistic(sample, share, of)).value;

test('rows of equal score share the place that is left', () => {
  expect(top(0.4, recallOfTop)).toBeCloseTo(0.5, 12);
  expect(top(0.4, precisionOfTop)).toBeCloseTo(0.75, 12);
  expect(top(0.4, liftOfTop)).toBeCloseTo(0.75 / 0.6, 12);
});

test('a row on the border counts in part', () => {
  expect(top(0.1, recallOfTop)).toBeCloseTo(0.5 / 3, 12);
  expect(top(0.1, precisionOfTop)).toBeCloseTo(1, 12);
});

test('the top of everything is everything', () => {
  expect([precisionOfTop, recallOfTop, liftOfTop].map((of) => top(1, of))).toEqual([0.6, 1, 1]);
});
