import { expect, test } from 'vitest';
import type { PreparationStep } from '../../../../../src/core/definitions/schema/model.ts';
import type { Frame } from '../../../../../src/core/features/frame.ts';
import { applyPreparation } from '../../../../../src/core/features/preparation/apply-preparation.ts';
import { fitPreparation } from '../../../../../src/core/features/preparation/fit-preparation.ts';
import { categories, contents, frameOf, numbers } from '../columns.ts';

const columns = 'numeric';
function prepared(steps: PreparationStep[], training: Frame, later: Frame = training) {
  return contents(applyPreparation(fitPreparation(steps, training), later));
}
const impute = (how: 'median' | 'mean' | 'mode' | { value: number | string }, indicator = false): PreparationStep => ({
  impute: { columns: ['a:x'], with: how, indicator },
});

test.each([
  ['median', 2.5],
  ['mean', 4],
  ['mode', 2],
  [{ value: -1 }, -1],
] as const)('impute with %o fills what is missing', (how, filled) => {
  const frame = frameOf({ 'a:x': numbers(3, null, 2, 9, 2) });
  expect(prepared([impute(how)], frame)).toEqual({ 'a:x': [3, filled, 2, 9, 2] });
});

test('the mode of equal counts is the smallest value', () => {
  expect(prepared([impute('mode')], frameOf({ 'a:x': numbers(7, 5, null) }))).toEqual({ 'a:x': [7, 5, 5] });
});

test('the indicator says what was missing and stands behind its column', () => {
  const frame = frameOf({ 'a:x': numbers(1, null), 'a:y': numbers(0, 0) });
  const result = prepared([impute('mean', true)], frame);
  expect(Object.entries(result)).toEqual([
    ['a:x', [1, 1]],
    ['a:x.missing', [0, 1]],
    ['a:y', [0, 0]],
  ]);
});

test('a category is imputed with its most frequent level, ties by code unit', () => {
  const frame = frameOf({ 'a:x': categories('b', 'a', null) });
  expect(prepared([impute('mode')], frame)).toEqual({ 'a:x': ['b', 'a', 'a'] });
});

test('a category is imputed with a level of its own', () => {
  const frame = frameOf({ 'a:x': categories('z', 'b', null) });
  expect(prepared([impute({ value: 'none' })], frame)).toEqual({ 'a:x': ['z', 'b', 'none'] });
});

test('a column without any training value cannot be imputed from the data', () => {
  const empty = frameOf({ 'a:x': numbers(null, null) });
  expect(() => prepared([impute('median')], empty)).toThrow('impute of "a:x": no training row has a value');
  expect(prepared([impute({ value: 0 })], empty)).toEqual({ 'a:x': [0, 0] });
});

test('a median of a category is refused', () => {
  expect(() => prepared([impute('median')], frameOf({ 'a:x': categories('a') }))).toThrow(
    'impute needs a number column, and "a:x" is a category column',
  );
});

test('clip holds later values within the declared bounds and leaves missing alone', () => {
  const frame = frameOf({ 'a:x': numbers(-5, 3, 50, null) });
  expect(prepared([{ clip: { columns, low: 0, high: 10 } }], frame)).toEqual({ 'a:x': [0, 3, 10, null] });
  expect(prepared([{ clip: { columns, high: 10 } }], frame)).toEqual({ 'a:x': [-5, 3, 10, null] });
});

test('clip at quantiles interpolates linearly between training values', () => {
  // numpy.quantile([1, 2, 4, 8], [0.1, 0.9]) = [1.3, 6.8]
  const result = prepared(
    [{ clip: { columns, quantiles: [0.1, 0.9] } }],
    frameOf({ 'a:x': numbers(8, 1, 4, 2) }),
    frameOf({ 'a:x': numbers(-100, 100) }),
  );
  expect(result['a:x']?.[0]).toBeCloseTo(1.3, 12);
  expect(result['a:x']?.[1]).toBeCloseTo(6.8, 12);
});

test.each([
  [{ columns }, 'it takes either'],
  [{ columns, low: 0, quantiles: [0, 1] }, 'it takes either'],
  [{ columns, low: 2, high: 1 }, '2 is above 1'],
  [{ columns, quantiles: [0.9, 0.1] }, '0.9 is above 0.1'],
] as [Extract<PreparationStep, { clip: unknown }>['clip'], string][])('clip refuses %o', (clip, message) => {
  expect(() => prepared([{ clip }], frameOf({ 'a:x': numbers(1) }))).toThrow(message);
});

test('log takes the natural logarithm, and later rows without one are missing', () => {
  const step: PreparationStep = { log: { columns, plus: 1 } };
  const result = prepared([step], frameOf({ 'a:x': numbers(0, null) }), frameOf({ 'a:x': numbers(0, -1, null, 9) }));
  expect(result).toEqual({ 'a:x': [0, null, null, Math.log(10)] });
});

test('log refuses training rows that have no logarithm, with their number', () => {
  expect(() => prepared([{ log: { columns, plus: 1 } }], frameOf({ 'a:x': numbers(-3, -1, 4) }))).toThrow(
    '2 of 3 training rows have no logarithm: the lowest value -3 plus 1 is not above 0',
  );
});

test('standardise divides by the population deviation', () => {
  const frame = frameOf({ 'a:x': numbers(2, 4, 4, 4, 5, 5, 7, 9, null) }); // mean 5, deviation 2
  expect(prepared([{ standardise: { columns } }], frame)).toEqual({
    'a:x': [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2, null],
  });
});

test('a column that was constant in training is 0, whatever comes later', () => {
  const training = frameOf({ 'a:x': numbers(0.1, 0.1, 0.1) });
  const result = prepared([{ standardise: { columns } }], training, frameOf({ 'a:x': numbers(0.1, 1e6, null) }));
  expect(result).toEqual({ 'a:x': [0, 0, null] });
});
