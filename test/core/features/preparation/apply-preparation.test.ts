import { expect, test } from 'vitest';
import { applyPreparation } from '../../../../src/core/features/preparation/apply-preparation.ts';
import { defaultPreparation } from '../../../../src/core/features/preparation/default-preparation.ts';
import { fitPreparation } from '../../../../src/core/features/preparation/fit-preparation.ts';
import type { Preparation } from '../../../../src/core/features/preparation/preparation.ts';
import { categories, contents, frameOf, numbers } from './columns.ts';

const training = frameOf({ 'v:n': numbers(1, 3, null), 'v:c': categories('a', 'b', 'b') });

test('inputs that are absent or of another type are all named', () => {
  const preparation = fitPreparation([], training);
  expect(() => applyPreparation(preparation, frameOf({ 'v:c': numbers(1) }))).toThrowError(
    expect.objectContaining({
      class: 'usage',
      message: 'the input "v:n" is not there\nthe input "v:c" is a number, and the model takes a category',
    }),
  );
});

test('columns that the model does not take are left out, and the order is that of training', () => {
  const frame = frameOf({ 'v:extra': numbers(1), 'v:c': categories('b'), 'v:n': numbers(2) });
  expect(Object.entries(contents(applyPreparation(fitPreparation([], training), frame)))).toEqual([
    ['v:n', [2]],
    ['v:c', ['b']],
  ]);
});

test('the input frame is left as it was', () => {
  const frame = frameOf({ 'v:n': numbers(1, null), 'v:c': categories('a', null) });
  applyPreparation(fitPreparation(defaultPreparation('linear'), training), frame);
  expect(contents(frame)).toEqual({ 'v:n': [1, null], 'v:c': ['a', null] });
});

test('linear and tfjs get numbers without gaps; gbdt and command get the features as they are', () => {
  for (const engine of ['linear', 'tfjs'] as const) {
    const result = contents(applyPreparation(fitPreparation(defaultPreparation(engine), training), training));
    const outer = Math.sqrt(1.5);
    expect(result['v:n']?.map((v) => Number(v).toFixed(12))).toEqual([-outer, outer, 0].map((v) => v.toFixed(12)));
    expect(result).toMatchObject({ 'v:c=a': [1, 0, 0], 'v:c=b': [0, 1, 1] });
  }
  for (const engine of ['gbdt', 'command'] as const) {
    expect(contents(applyPreparation(fitPreparation(defaultPreparation(engine), training), training))).toEqual(
      contents(training),
    );
  }
});

const inputs: Preparation['inputs'] = [{ name: 'v:n', type: 'number' }];
const stored = (steps: Preparation['steps'], output = 'v:n'): Preparation => ({
  format: 'aval/preparation/v1',
  inputs,
  steps,
  outputs: [{ name: output, type: 'number' }],
});

test.each([
  [
    'a step over a column that is not there',
    stored([{ step: 'log', columns: [{ column: 'v:m', plus: 1 }] }]),
    'reads "v:m"',
  ],
  [
    'a step over another type',
    stored([{ step: 'ordinal', columns: [{ column: 'v:n', order: [] }] }]),
    'needs a category column',
  ],
  ['an output that no step makes', stored([], 'v:m'), 'the number column "v:m" that it declares'],
])('%s in a stored preparation is refused as evidence', (_, preparation, message) => {
  expect(() => applyPreparation(preparation, training)).toThrowError(
    expect.objectContaining({ class: 'evidence', message: expect.stringContaining(message) }),
  );
});
