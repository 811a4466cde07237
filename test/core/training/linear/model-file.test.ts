import { expect, test } from 'vitest';
import type { Task } from '../../../../src/core/training/engine.ts';
import { linearEngine } from '../../../../src/core/training/linear/linear-engine.ts';
import { readLinearModel, writeLinearModel } from '../../../../src/core/training/linear/model-file.ts';
import { madeUpNumbers, modelText, trained, trainOf } from '../engine-run.ts';
import { frameOf, numbers } from '../made-up-data.ts';

const column = { name: 'x', coefficient: 2 };
const sound = { format: 'aval/linear/v1', task: 'binary', intercept: -2, columns: [column] };
const files = (text: string | Uint8Array, name = 'linear.json') =>
  new Map([[name, typeof text === 'string' ? new TextEncoder().encode(text) : text]]);
const load = (text: string | Uint8Array, task: Task = 'binary') => linearEngine.load(files(text), task);
const changed = (change: object) => JSON.stringify({ ...sound, ...change });

test('a sound file scores, and written again has the same bytes', async () => {
  const scorer = await load(JSON.stringify(sound));
  const [middle = 0, low = 1, high = 0] = await scorer.score(frameOf({ x: numbers([1, -1e300, 1e300]) }));
  expect(middle).toBe(0.5);
  expect(low).toBeLessThan(1e-15);
  expect(high).toBe(1);
  const model = await trained(linearEngine, madeUpNumbers('regression', 300, 1), trainOf('linear'));
  expect(modelText(writeLinearModel(readLinearModel(model, 'regression')))).toBe(modelText(model));
});

test.each([
  ['no bytes', ''],
  ['truncated JSON', JSON.stringify(sound).slice(0, -5)],
  ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ['another format', changed({ format: 'aval/gbdt/v1' })],
  ['an unknown key', changed({ bias: 1 })],
  ['a prototype', JSON.stringify(sound).replace('{', '{"__proto__":{},')],
  ['an infinite intercept', JSON.stringify(sound).replace('-2', '-1e999')],
  ['an infinite coefficient', JSON.stringify(sound).replace(':2}', ':1e999}')],
  ['a coefficient that is null', changed({ columns: [{ name: 'x', coefficient: null }] })],
  ['a coefficient that is text', changed({ columns: [{ name: 'x', coefficient: '2' }] })],
  ['a column without a name', changed({ columns: [{ name: '', coefficient: 2 }] })],
  ['a column that comes twice', changed({ columns: [column, column] })],
] as const)('%s is refused', async (_, text) => {
  await expect(load(text)).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'model.file', message: expect.stringContaining('model/linear.json: ') }],
  });
});

test('a model of another task, a missing or an additional file is refused', async () => {
  const text = JSON.stringify(sound);
  await expect(load(text, 'regression')).rejects.toThrow('a binary model, expected regression');
  await expect(linearEngine.load(new Map(), 'binary')).rejects.toThrow('expected exactly this file, found none');
  const two = new Map([...files(text), ...files(text, 'more.json')]);
  await expect(linearEngine.load(two, 'binary')).rejects.toMatchObject({ class: 'evidence' });
});

const row = { name: 'x', coefficients: [1, 0, -1] };
const several = { format: 'aval/linear/v1', task: 'multiclass', intercepts: [0, 0, 0], columns: [row] };

test.each([
  ['two classes', { intercepts: [0, 0], columns: [] }],
  ['a coefficient too few', { columns: [{ ...row, coefficients: [1, 0] }] }],
  ['four intercepts', { intercepts: [0, 0, 0, 0] }],
  ['one intercept for all', { intercepts: 0 }],
  ['an intercept of two classes beside', { intercept: 0 }],
])('of several classes %s is refused', async (_, change) => {
  const text = JSON.stringify({ ...several, ...change });
  await expect(linearEngine.load(files(text), 'multiclass', ['a', 'b', 'c'])).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'model.file' }],
  });
});

test('of several classes a sound file scores', async () => {
  const scorer = await linearEngine.load(files(JSON.stringify(several)), 'multiclass', ['a', 'b', 'c']);
  const scores = await scorer.score(frameOf({ x: numbers([0, 1e300]) }));
  for (const [k, p] of [1 / 3, 1 / 3, 1 / 3, 1, 0, 0].entries()) expect(scores[k]).toBeCloseTo(p, 12);
});
