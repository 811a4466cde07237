import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { forwardSelection, localSurrogate } from '../../../../src/core/explanation/lime/local-surrogate.ts';
import { weightedMoments } from '../../../../src/core/explanation/lime/weighted-moments.ts';

const random = createRandom(2);
const samples = Float64Array.from({ length: 200 * 12 }, () => random.next() / 2 ** 31 - 1);
const answers = Float64Array.from(
  { length: 200 },
  (_, k) => 5 + 3 * (samples[k * 12 + 7] ?? 0) - 2 * (samples[k * 12 + 2] ?? 0) + 0.5 * (samples[k * 12 + 11] ?? 0),
);
const moments = weightedMoments(samples, 12, answers, new Float64Array(200).fill(1));

test('features are chosen by what they add, and the others have no coefficient', () => {
  expect(forwardSelection(moments, 1, 0.01)).toEqual([7]);
  const chosen = forwardSelection(moments, 3, 0.01);
  expect(chosen).toEqual([2, 7, 11]);
  const { coefficients, intercept, fidelity } = localSurrogate(moments, chosen, 0);
  expect([...coefficients].map((one) => Math.round(1e9 * one) / 1e9)).toEqual([0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0.5]);
  expect(intercept).toBeCloseTo(5, 10);
  expect(fidelity).toBeCloseTo(1, 12);
});

test('a penalty pulls coefficients to 0, never the intercept; no features leave the mean', () => {
  const firm = localSurrogate(moments, [2, 7, 11], 1e9);
  expect(Math.max(...firm.coefficients.map(Math.abs))).toBeLessThan(1e-5);
  const mean = answers.reduce((sum, one) => sum + one / 200, 0);
  expect(firm.intercept).toBeCloseTo(mean, 5);
  expect(localSurrogate(moments, [], 1)).toMatchObject({ fidelity: 0 });
});

test('where all answers are the same, the surrogate follows them', () => {
  const same = weightedMoments(samples, 12, new Float64Array(200).fill(4), new Float64Array(200).fill(1));
  expect(localSurrogate(same, [0, 1], 1)).toMatchObject({ intercept: 4, fidelity: 1 });
});
