import { expect, test } from 'vitest';
import { type Column, takeRows } from '../../../../src/core/features/frame.ts';
import type { TrainingData } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { readGbdtModel } from '../../../../src/core/training/gbdt/model-file.ts';
import { setAside } from '../../../../src/core/training/gbdt/set-aside.ts';
import { explained, modelText, scores, trained, trainOf } from '../engine-run.ts';
import { categories, madeUp, numbers } from '../made-up-data.ts';

const tasks = ['binary', 'regression', 'ranking', 'multiclass'] as const;

const take = (data: TrainingData, index: readonly number[]): TrainingData => ({
  ...data,
  frame: takeRows(data.frame, Uint32Array.from(index)),
  label: Float64Array.from(index, (row) => data.label[row] ?? Number.NaN),
  keys: index.map((row, at) => `${data.keys[row]}/${at}`),
});

const train = (data: TrainingData, parameters = {}) =>
  trained(gbdtEngine, data, trainOf('gbdt', { trees: 20, ...parameters }));

const parts = Array.from({ length: 900 }, (_, row) => row);

test.each(tasks)('weights of 1 give the bytes of no weights (%s)', async (task) => {
  const data = madeUp(task, 500, 1);
  const same = { ...data, weight: data.label.map(() => 1) };
  expect(modelText(await train(same))).toBe(modelText(await train(data)));
});

/** With few bins and no minimum of rows only the rounding of statistics differs, and that is exact to 2^-27 with weights on both sides. */
test.each(tasks)('a weight of 4 is the row twice with a weight of 2 (%s)', async (task) => {
  const data = madeUp(task, 900, 2);
  const once = { ...data, weight: Float64Array.from(parts, (row) => (row % 3 === 0 ? 4 : 2)) };
  const doubled = take(data, [...parts, ...parts.filter((row) => row % 3 === 0)]);
  const twice = { ...doubled, weight: doubled.label.map(() => 2) };
  const shape = { minimumRows: 1, leaves: 8, trees: 5 };
  const score = async (from: TrainingData) => {
    const scorer = await gbdtEngine.load(await train(from, shape), task, data.classes);
    return [...(await scorer.score(data.frame))];
  };
  const [first, second] = [await score(onFewValues(once)), await score(onFewValues(twice))];
  for (const [at, value] of first.entries()) expect(second[at]).toBeCloseTo(value, 5);
});

/** Bins are found by counting rows, so that a row that is there twice may move a bound: not so where each value has a bin. */
function onFewValues(data: TrainingData): TrainingData {
  const columns = [...data.frame.columns].map(([name, column]): [string, Column] => [
    name,
    column.type === 'number' ? numbers(column.values.map((value) => Math.round(40 * value))) : column,
  ]);
  return { ...data, frame: { ...data.frame, columns: new Map(columns) } };
}

test.each(['binary', 'regression'] as const)('heavy rows are learned, light ones hardly (%s)', async (task) => {
  const [heavy, light] = [madeUp(task, 1500, 3), madeUp(task, 1500, 4)];
  const mirrored = light.label.map((value) => (task === 'binary' ? 1 - value : -value));
  const columns = [...heavy.frame.columns].map(([name, column]): [string, Column] => {
    const other = light.frame.columns.get(name);
    if (column.type === 'category' && other?.type === 'category')
      return [name, categories(column.levels, [...column.codes, ...other.codes])];
    if (column.type === 'category' || other?.type !== 'number') throw new Error('two made-up frames');
    return [name, numbers([...column.values, ...other.values])];
  });
  const both: TrainingData = {
    task,
    frame: { rows: 3000, columns: new Map(columns) },
    label: Float64Array.from([...heavy.label, ...mirrored]),
    keys: [...heavy.keys, ...light.keys],
    weight: Float64Array.from({ length: 3000 }, (_, row) => (row < 1500 ? 1000 : 0.001)),
  };
  const fresh = madeUp(task, 1500, 5);
  const found = explained(await scores(gbdtEngine, await train(both, { trees: 60 }), task, fresh.frame), fresh.label);
  const alone = explained(await scores(gbdtEngine, await train(heavy, { trees: 60 }), task, fresh.frame), fresh.label);
  expect(found).toBeGreaterThan(alone - 0.03);
});

test('weights of the rows set aside decide when to stop', async () => {
  const data = madeUp('binary', 800, 6);
  const earlyStopping = { rounds: 10, share: 0.3 };
  const watched = new Set(setAside(data, earlyStopping.share, 7).watch.keys);
  const wrong = data.keys.map((key, row) => watched.has(key) && row % 2 === 0);
  const label = data.label.map((y, row) => (wrong[row] ? 1 - y : y));
  const trees = async (weightOfWrong: number) => {
    const weight = Float64Array.from(wrong, (is) => (is ? weightOfWrong : 2));
    const files = await train({ ...data, label, weight }, { trees: 60, earlyStopping });
    return readGbdtModel(files, 'binary').trees.length;
  };
  expect(await trees(1000)).toBeLessThan(3);
  expect(await trees(0.001)).toBeGreaterThan(8);
});

test('weights that count for less than one row together are refused', async () => {
  const data = madeUp('binary', 200, 7);
  await expect(train({ ...data, weight: data.label.map(() => 1e-6) })).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'training.weight', hint: expect.stringContaining('mean is about 1') }],
  });
});
