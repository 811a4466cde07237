import { expect, test } from 'vitest';
import type { Task } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { readGbdtModel, writeGbdtModel } from '../../../../src/core/training/gbdt/model-file.ts';
import { modelText, trained, trainOf } from '../engine-run.ts';
import { madeUp } from '../made-up-data.ts';

const number = { type: 'number', name: 'x', bounds: [1, 2] };
const category = { type: 'category', name: 'c', levels: ['a', 'b'] };
const sound = {
  format: 'aval/gbdt/v1',
  task: 'binary',
  baseScore: 0.5,
  features: [number, category],
  trees: [[[0, 1, 1], -1, [1, [0], 0], 2, 3]],
};

const files = (text: string | Uint8Array, name = 'gbdt.json') =>
  new Map([[name, typeof text === 'string' ? new TextEncoder().encode(text) : text]]);
const load = (text: string | Uint8Array, task: Task = 'binary') => gbdtEngine.load(files(text), task);
const changed = (change: object) => JSON.stringify({ ...sound, ...change });
const withTree = (...tree: unknown[]) => changed({ trees: [tree] });

test('a sound file loads, and written again has the same bytes', async () => {
  await load(JSON.stringify(sound));
  const model = await trained(gbdtEngine, madeUp('regression', 800, 1), trainOf('gbdt', { trees: 9 }));
  expect(modelText(writeGbdtModel(readGbdtModel(model, 'regression')))).toBe(modelText(model));
});

test.each([
  ['no bytes', ''],
  ['truncated JSON', JSON.stringify(sound).slice(0, -9)],
  ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ['arrays a million deep', '['.repeat(1e6)],
  ['a number instead of an object', '7'],
  ['null', 'null'],
  ['another format', changed({ format: 'aval/gbdt/v2' })],
  ['an unknown key', changed({ note: 'hello' })],
  ['a prototype', JSON.stringify(sound).replace('{', '{"__proto__":{},')],
  ['an infinite base score', JSON.stringify(sound).replace('0.5', '1e999')],
  ['an infinite leaf', withTree('LEAF').replace('"LEAF"', '-1e999')],
  ['an infinite bound', changed({ features: [{ ...number, bounds: ['B'] }] }).replace('"B"', '1e999')],
  ['a leaf that is null', withTree(null)],
  ['bounds that do not ascend', changed({ features: [{ ...number, bounds: [2, 2] }], trees: [] })],
  [
    'more bounds than bins',
    changed({ features: [{ ...number, bounds: Array.from({ length: 255 }, (_, k) => k) }], trees: [] }),
  ],
  ['levels that come twice', changed({ features: [{ ...category, levels: ['a', 'a'] }], trees: [] })],
  ['a feature that comes twice', changed({ features: [number, number], trees: [] })],
  ['a feature without a name', changed({ features: [{ ...number, name: '' }], trees: [] })],
  ['a tree without nodes', withTree()],
  ['a split without its right side', withTree([0, 0, 1], 1)],
  ['a split without any side', withTree([0, 0, 1])],
  ['nodes after the last leaf, where a pointer could loop back', withTree([0, 0, 1], 1, 2, [0, 0, 1], 3, 4)],
  ['a split after the last leaf', withTree(1, [0, 0, 1], 2)],
  ['a split of a feature that is not there', withTree([2, 0, 1], 1, 2)],
  ['a split of feature -1', withTree([-1, 0, 1], 1, 2)],
  ['a split of feature 0.5', withTree([0.5, 0, 1], 1, 2)],
  ['a split of a feature beyond 2^53', withTree([2 ** 60, 0, 1], 1, 2)],
  ['a bin above the bounds', withTree([0, 3, 1], 1, 2)],
  ['a bin of 1e9', withTree([0, 1e9, 1], 1, 2)],
  ['levels for a number', withTree([0, [0], 1], 1, 2)],
  ['a bin for a category', withTree([1, 0, 1], 1, 2)],
  ['a level that is not there', withTree([1, [0, 2], 1], 1, 2)],
  ['levels out of order', withTree([1, [1, 0], 1], 1, 2)],
  ['a direction that is neither 0 nor 1', withTree([0, 0, 2], 1, 2)],
  [
    'a tree of more nodes than the engine grows',
    withTree(...Array.from({ length: 1024 }, () => [0, 0, 1]), ...Array.from({ length: 1025 }, () => 0)),
  ],
] as const)('%s is refused', async (_, text) => {
  await expect(load(text)).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'model.file', message: expect.stringContaining('model/gbdt.json: ') }],
  });
});

test('a model of another task is refused', async () => {
  await expect(load(JSON.stringify(sound), 'regression')).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ message: 'model/gbdt.json: a binary model, expected regression' }],
  });
});

test('a missing or an additional file is refused', async () => {
  const text = JSON.stringify(sound);
  await expect(gbdtEngine.load(new Map(), 'binary')).rejects.toThrow('expected exactly this file, found none');
  await expect(gbdtEngine.load(files(text, 'linear.json'), 'binary')).rejects.toThrow('found linear.json');
  await expect(gbdtEngine.load(new Map([...files(text), ...files(text, 'more.json')]), 'binary')).rejects.toMatchObject(
    { class: 'evidence' },
  );
});
