import { expect, test } from 'vitest';
import type { PreparationStep } from '../../../../../src/core/definitions/schema/model.ts';
import type { Frame } from '../../../../../src/core/features/frame.ts';
import { applyPreparation } from '../../../../../src/core/features/preparation/apply-preparation.ts';
import { fitPreparation } from '../../../../../src/core/features/preparation/fit-preparation.ts';
import { categories, contents, frameOf, numbers } from '../columns.ts';

const columns = 'categorical';
function prepared(steps: PreparationStep[], training: Frame, later: Frame = training) {
  return contents(applyPreparation(fitPreparation(steps, training), later));
}
const training = frameOf({ 'a:x': categories('a', 'a', 'a', 'b', 'b', 'b', 'c', 'd', null) });
const later = frameOf({ 'a:x': categories('b', 'd', 'new', null) });
const oneHot = (minimumShare: number): PreparationStep => ({ oneHot: { columns, minimumShare } });
const mergeRare = (minimumShare: number): PreparationStep => ({ mergeRare: { columns, minimumShare } });

test('oneHot makes a column per level; missing and never seen are all zeros', () => {
  expect(prepared([oneHot(0)], training, later)).toEqual({
    'a:x=a': [0, 0, 0, 0],
    'a:x=b': [1, 0, 0, 0],
    'a:x=c': [0, 0, 0, 0],
    'a:x=d': [0, 1, 0, 0],
  });
});

test('oneHot merges levels below the share into "other", where never seen levels go too', () => {
  expect(prepared([oneHot(0.2)], training, later)).toEqual({
    'a:x=a': [0, 0, 0, 0],
    'a:x=b': [1, 0, 0, 0],
    'a:x=other': [0, 1, 1, 0],
  });
});

test('a level of exactly the share is kept: it is a share of the rows with a value', () => {
  expect(Object.keys(prepared([oneHot(0.125)], training))).toEqual(['a:x=a', 'a:x=b', 'a:x=c', 'a:x=d']);
});

test('the columns of oneHot take the place of theirs', () => {
  const frame = frameOf({ 'a:n': numbers(1), 'a:x': categories('q'), 'a:z': numbers(2) });
  expect(Object.keys(prepared([oneHot(0)], frame))).toEqual(['a:n', 'a:x=q', 'a:z']);
});

test('oneHot refuses a thousand and one levels, and says how to have fewer', () => {
  const many = frameOf({ 'a:x': categories(...Array.from({ length: 1001 }, (_, i) => `level ${i}`)) });
  expect(() => prepared([oneHot(0)], many)).toThrow('1001 levels would become as many columns; at most 1000 may');
});

test('mergeRare keeps frequent levels; a level never seen joins "other"', () => {
  expect(prepared([mergeRare(0.2)], training, later)).toEqual({ 'a:x': ['b', 'other', 'other', null] });
});

test('mergeRare makes a never seen level missing where no level was rare', () => {
  expect(prepared([mergeRare(0.01)], training, later)).toEqual({ 'a:x': ['b', 'd', null, null] });
});

test('a level that is called "other" is one of the rare ones', () => {
  const frame = frameOf({ 'a:x': categories('a', 'a', 'a', 'other', 'other', 'other', 'z') });
  expect(prepared([mergeRare(0.2)], frame)['a:x']).toEqual(['a', 'a', 'a', 'other', 'other', 'other', 'other']);
});

test('ordinal counts in the declared order, from 0', () => {
  const frame = frameOf({ 'a:x': categories('low', 'high', 'middle', null) });
  const step: PreparationStep = { ordinal: { columns, order: ['low', 'middle', 'high'] } };
  const unseen = frameOf({ 'a:x': categories('huge', 'high') });
  expect(prepared([step], frame)).toEqual({ 'a:x': [0, 2, 1, null] });
  expect(prepared([step], frame, unseen)).toEqual({ 'a:x': [null, 2] });
});

test('ordinal without an order sorts the levels of the training rows', () => {
  const result = prepared([{ ordinal: { columns } }], training, later);
  expect(result).toEqual({ 'a:x': [1, 3, null, null] });
});

test('an order that leaves out a training level is refused by name', () => {
  expect(() => prepared([{ ordinal: { columns, order: ['a', 'b', 'c'] } }], training)).toThrow(
    '"order" leaves out 1 of the levels: "d"',
  );
});

test('a category that no step changes keeps the levels of the training rows only', () => {
  expect(prepared([], training, later)).toEqual({ 'a:x': ['b', 'd', null, null] });
});

test('levels are matched by text, not by their position in the frame', () => {
  const shuffled = frameOf({ 'a:x': { type: 'category', levels: ['b', 'c', 'd'], codes: Int32Array.of(0, 2, 1) } });
  expect(prepared([], training, shuffled)).toEqual({ 'a:x': ['b', 'd', 'c'] });
  expect(prepared([{ ordinal: { columns } }], training, shuffled)).toEqual({ 'a:x': [1, 3, 2] });
});
