import { describe, expect, test } from 'vitest';
import type { Frame } from '../../../../src/core/features/frame.ts';
import type { ModelFiles, Task, TrainingData } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { explained, modelText, scores, trained, trainOf } from '../engine-run.ts';
import { categories, dataOf, frameOf, madeUp, numbers, uniform } from '../made-up-data.ts';

const train = (data: TrainingData, parameters: Parameters<typeof trainOf<'gbdt'>>[1] = {}, notes: string[] = []) =>
  trained(gbdtEngine, data, trainOf('gbdt', parameters), notes);
const score = (files: ModelFiles, task: Task, frame: Frame) => scores(gbdtEngine, files, task, frame);
const treesOf = (files: ModelFiles): unknown[] => JSON.parse(modelText(files)).trees;
const stump = { trees: 1, leaves: 2, learningRate: 1, minimumRows: 1 };
const steps = Array.from({ length: 40 }, (_, row) => row);

describe.each(['binary', 'regression'] as const)('%s', (task) => {
  test('it learns the made-up function and not its noise', async () => {
    const files = await train(madeUp(task, 4000, 1));
    const fresh = madeUp(task, 4000, 2);
    const found = explained(await score(files, task, fresh.frame), fresh.label);
    expect(found).toBeGreaterThan(task === 'binary' ? 0.6 : 0.94);
    expect(found).toBeLessThan(1);
  });

  test('the same data give the same bytes, and a copy of them the same scores', async () => {
    const data = madeUp(task, 2500, 3);
    const [first, second] = [await train(data), await train(madeUp(task, 2500, 3))];
    expect(modelText(second)).toBe(modelText(first));
    const copy = new Map([...first].map(([name, bytes]) => [name, Uint8Array.from(bytes)]));
    expect(await score(copy, task, data.frame)).toEqual(await score(first, task, data.frame));
  });

  test('a row has the same score alone as among others', async () => {
    const data = madeUp(task, 2500, 4);
    const scorer = await gbdtEngine.load(await train(data), task);
    const all = await scorer.score(data.frame);
    const columns = [...data.frame.columns].map(([name, column]) => {
      const alone =
        column.type === 'category'
          ? { ...column, codes: column.codes.slice(2000, 2001) }
          : { ...column, values: column.values.slice(2000, 2001) };
      return [name, alone] as const;
    });
    expect([...(await scorer.score({ rows: 1, columns: new Map(columns) }))]).toEqual([all[2000]]);
  });

  test('missing values go where they belong', async () => {
    const gappy = numbers(steps.map((row) => (row % 4 === 0 ? Number.NaN : row)));
    const data = dataOf(
      task,
      { gappy },
      steps.map((row) => Number(row % 4 === 0)),
    );
    const [missing = 0, present = 1] = await score(
      await train(data, { trees: 30, minimumRows: 1 }),
      task,
      frameOf({ gappy: numbers([Number.NaN, 5]) }),
    );
    expect(missing).toBeGreaterThan(0.9);
    expect(present).toBeLessThan(0.1);
  });

  test('a level is told by its text; one that training never saw counts as missing', async () => {
    const town = categories(
      ['Braga', 'Faro', 'Porto'],
      steps.map((row) => (row % 4) - 1),
    );
    const files = await train(
      dataOf(
        task,
        { town },
        steps.map((row) => Number(row % 4 === 2)),
      ),
      { trees: 30, minimumRows: 1, categorySmoothing: 0 },
    );
    const of = (levels: string[], ...codes: number[]) =>
      score(files, task, frameOf({ town: categories(levels, codes) }));
    const known = await of(['Braga', 'Faro', 'Porto'], 0, 1, 2, -1);
    expect(known[1]).toBeGreaterThan(0.9);
    expect(Math.max(known[0] ?? 1, known[2] ?? 1, known[3] ?? 1)).toBeLessThan(0.1);
    expect(await of(['Aveiro', 'Faro', 'Zaragoza'], 1, 0, 2)).toEqual([known[1], known[3], known[3]]);
    expect(await of([], -1)).toEqual([known[3]]);
  });

  test('early stopping keeps the trees that helped on rows set aside', async () => {
    const next = uniform(9);
    const x = Array.from({ length: 600 }, next);
    const label = x.map((value) => Number(value + 0.8 * (next() - 0.5) > 0.5));
    const data = dataOf(task, { x: numbers(x) }, label);
    const notes: string[] = [];
    const kept = treesOf(
      await train(data, { trees: 500, minimumRows: 2, earlyStopping: { rounds: 8, share: 0.3 } }, notes),
    ).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(100);
    expect(notes).toEqual([`early stop at ${kept}`]);
  });

  test('a label that no column explains gets no tree, and the score is the mean', async () => {
    const label = steps.map((row) => row % 2);
    const files = await train(dataOf(task, { x: numbers(steps.map(() => 1)) }, label));
    expect(treesOf(files)).toEqual([]);
    expect(await score(files, task, frameOf({ x: numbers([1, 99, Number.NaN]) }))).toEqual([0.5, 0.5, 0.5]);
  });
});

test('an abort ends the training', async () => {
  const abort = new AbortController();
  const progress = (_: string, done: number) => done === 3 && abort.abort(new Error('enough'));
  const run = gbdtEngine.train(madeUp('binary', 500, 6), trainOf('gbdt'), progress, abort.signal);
  await expect(run).rejects.toThrow('enough');
});

test.each([
  ['times', { x: { type: 'time', values: Float64Array.of(1, 2) } as const }, 'config', 'gbdt.column'],
  ['one class only', { x: numbers([1, 2]) }, 'evidence', 'training.classes'],
])('%s are refused before training', async (_, columns, errorClass, rule) => {
  const label = rule === 'training.classes' ? [1, 1] : [0, 1];
  await expect(train(dataOf('binary', columns, label))).rejects.toMatchObject({
    class: errorClass,
    faults: [{ rule }],
  });
});

test.each([
  ['that lack a column', {}, 'needs the number column "x"; the rows have none'],
  ['with another type of column', { x: categories(['a'], [0]) }, 'the rows have a category column of that name'],
])('rows %s are not scored', async (_, columns, message) => {
  const files = await train(
    dataOf(
      'binary',
      { x: numbers(steps) },
      steps.map((row) => row % 2),
    ),
    stump,
  );
  const run = score(files, 'binary', frameOf(columns));
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'gbdt.input' }] });
});
