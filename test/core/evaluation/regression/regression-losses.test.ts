import { expect, test } from 'vitest';
import { maximumError } from '../../../../src/core/evaluation/regression/errors.ts';
import {
  errorDeviationStatistic,
  explainedVarianceStatistic,
} from '../../../../src/core/evaluation/regression/explained-variance.ts';
import {
  meanAbsolutePercentageErrorStatistic,
  symmetricPercentageErrors,
} from '../../../../src/core/evaluation/regression/percentage-errors.ts';
import { pinballLosses } from '../../../../src/core/evaluation/regression/pinball-losses.ts';
import { intervalQuality } from '../../../../src/core/evaluation/regression/prediction-intervals.ts';
import { pinballSkill, tweedieSkill } from '../../../../src/core/evaluation/regression/skill.ts';
import { squaredLogErrors } from '../../../../src/core/evaluation/regression/squared-log-errors.ts';
import { tweedieDeviances } from '../../../../src/core/evaluation/regression/tweedie-deviances.ts';
import { observe } from '../../../../src/core/evaluation/statistic.ts';
import { meanStatistic } from '../../../../src/core/evaluation/sum-statistic.ts';

const of = (label: number[], score: number[]) => ({
  label: Float64Array.from(label),
  score: Float64Array.from(score),
  threshold: 0.5,
});
const mean = (perRow: Float64Array) => observe(meanStatistic(perRow)).value;

test('values of the documentation of scikit-learn', () => {
  const sample = of([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
  expect(observe(explainedVarianceStatistic(sample)).value).toBeCloseTo(0.957173447537473, 12);
  expect(observe(meanAbsolutePercentageErrorStatistic(sample)).value).toBeCloseTo(0.3273809523809524, 12);
  expect(maximumError(of([3, 2, 7, 1], [4, 2, 7, 1]))).toBe(1);
  expect(mean(squaredLogErrors(of([3, 5, 2.5, 7], [2.5, 5, 4, 8])))).toBeCloseTo(0.03973012298459379, 12);
  expect(mean(pinballLosses(of([1, 2, 3], [0, 2, 3]), 0.1))).toBeCloseTo(0.1 / 3, 12);
  expect(mean(tweedieDeviances(of([2, 0, 1, 4], [0.5, 0.5, 2, 2]), 1))).toBeCloseTo(1.4260151319598084, 9);
  expect(tweedieSkill(of([0.5, 1, 2.5, 7], [1, 1, 5, 3.5]), 1).value).toBeCloseTo(0.4875, 3); // printed as 0.487...
});

test('a target of 0 flags the percentage error', () => {
  expect(observe(meanAbsolutePercentageErrorStatistic(of([0, 2], [1, 1]))).degenerate).toBe('a target is near 0');
  expect(observe(meanAbsolutePercentageErrorStatistic(of([1e-6, 2], [1, 1]))).degenerate).toBeUndefined();
  expect([...symmetricPercentageErrors(of([0, 1], [0, 3]))]).toEqual([0, 1]);
});

test('powers between those with a logarithm lead up to them', () => {
  const sample = of([2, 1, 4], [0.5, 2, 2]);
  expect(mean(tweedieDeviances(sample, 1 + 1e-7))).toBeCloseTo(mean(tweedieDeviances(sample, 1)), 5);
  expect(mean(tweedieDeviances(sample, 2 - 1e-7))).toBeCloseTo(mean(tweedieDeviances(sample, 2)), 5);
  expect(mean(tweedieDeviances(sample, 0))).toBeCloseTo((1.5 ** 2 + 1 + 4) / 3, 12);
});

test('a constant target, one row and no rows are degenerate', () => {
  const constant = (score: number[]) => of([3, 3, 3], score);
  expect(observe(explainedVarianceStatistic(constant([4, 4, 4])))).toEqual({
    value: 1,
    degenerate: 'the target is constant',
  });
  expect(observe(explainedVarianceStatistic(constant([4, 4, 5]))).value).toBe(0);
  expect(observe(explainedVarianceStatistic(of([1], [1]))).value).toBeNaN();
  expect(observe(errorDeviationStatistic(of([1], [1]), 1)).value).toBeNaN();
  expect(pinballSkill(constant([3, 3, 3]), 0.5)).toEqual({ value: 1, degenerate: 'the target is constant' });
  expect(pinballSkill(of([1], [1]), 0.5).value).toBeNaN();
  expect(maximumError(of([], []))).toBeNaN();
});

test('the ends of an interval are inside; outside costs 2/alpha per distance', () => {
  const [label, low, high] = [Float64Array.of(1, 2, 5), Float64Array.of(1, 0, 2), Float64Array.of(2, 2, 4)];
  expect(intervalQuality(label, low, high, 0.1)).toEqual({
    coverage: expect.closeTo(2 / 3, 12),
    meanWidth: expect.closeTo(5 / 3, 12),
    winkler: expect.closeTo(5 / 3 + 20 / 3, 12),
  });
});
