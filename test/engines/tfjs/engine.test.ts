import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import type { Column } from '../../../src/core/features/frame.ts';
import type { ModelFiles, Task, TrainingData } from '../../../src/core/training/engine.ts';
import { type TfjsTrain, tfjsEngine } from '../../../src/engines/tfjs/engine.ts';
import { mulberry32 } from '../../../src/engines/tfjs/mulberry32.ts';

const parameters: TfjsTrain['parameters'] = {
  layers: [8],
  activation: 'tanh',
  dropout: 0,
  epochs: 60,
  batchSize: 32,
  learningRate: 0.02,
  backend: 'auto',
};
const settings = (change: Partial<typeof parameters> = {}, seed = 7): TfjsTrain => ({
  engine: 'tfjs',
  parameters: { ...parameters, ...change },
  seed,
});

/** Points in the square [-1, 1]²; the label is what no linear model can tell: whether both have the same sign. */
function checkerboard(rows: number, seed = 1, task: Task = 'binary'): TrainingData {
  const random = mulberry32(seed);
  const x = Float64Array.from({ length: rows }, () => random() * 2 - 1);
  const y = Float64Array.from({ length: rows }, () => random() * 2 - 1);
  const product = x.map((value, row) => value * (y[row] ?? 0));
  return {
    task,
    frame: {
      rows,
      columns: new Map([
        ['v:x', { type: 'number', values: x }],
        ['v:y', { type: 'number', values: y }],
      ]),
    },
    label: labelOf(task, product),
    ...(task === 'multiclass' && { classes: ['apart', 'near', 'same'] }),
    keys: Array.from(x, (_, row) => `${row}`),
  };
}

function labelOf(task: Task, product: Float64Array): Float64Array {
  if (task === 'binary') return product.map((value) => Number(value > 0));
  if (task === 'multiclass') return product.map((value) => (value < -0.15 ? 0 : value < 0.15 ? 1 : 2));
  return product.map((value) => 500 + 100 * value);
}

/** Mean squared distance of the answers from what they should be. */
function lossOf(task: Task, scores: Float64Array, label: Float64Array): number {
  const width = scores.length / label.length;
  const expected = (row: number, k: number) => (task === 'multiclass' ? Number(label[row] === k) : (label[row] ?? 0));
  const squares = scores.map((score, at) => (score - expected(Math.floor(at / width), at % width)) ** 2);
  return squares.reduce((sum, value) => sum + value, 0) / label.length;
}

const never = new AbortController().signal;
const silent = () => undefined;
const train = (data: TrainingData, settings: TfjsTrain) => tfjsEngine.train(data, settings, silent, never);
const digests = (files: ModelFiles) => [...files].map(([name, bytes]) => [name, digestOf(bytes)]);
const faultsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof AvalError ? { class: error.class, faults: error.faults } : error),
  );

describe('tfjsEngine', () => {
  it('learns what no linear model can and tells its progress', async () => {
    const epochs: number[] = [];
    const data = checkerboard(600);
    const files = await tfjsEngine.train(data, settings(), (_, done, total) => epochs.push(done / total), never);
    expect(epochs).toHaveLength(60);
    expect(epochs.at(-1)).toBe(1);
    const fresh = checkerboard(500, 2);
    const scores = await (await tfjsEngine.load(files, 'binary')).score(fresh.frame);
    const right = scores.filter((score, row) => score > 0.5 === (fresh.label[row] === 1)).length;
    expect(right / 500).toBeGreaterThan(0.9);
  });

  it('tells three classes apart: probabilities of each row, which add up to 1', async () => {
    const data = checkerboard(600, 1, 'multiclass');
    const files = await train(data, settings({ epochs: 30, learningRate: 0.05 }));
    const fresh = checkerboard(500, 2, 'multiclass');
    const scores = await (await tfjsEngine.load(files, 'multiclass', data.classes)).score(fresh.frame);
    const rows = Array.from(fresh.label, (_, row) => [...scores.subarray(3 * row, 3 * row + 3)]);
    for (const own of rows) expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const right = rows.filter((own, row) => own.indexOf(Math.max(...own)) === fresh.label[row]).length;
    expect(right / 500).toBeGreaterThan(0.85);
    await expect(tfjsEngine.load(files, 'multiclass', ['a', 'b', 'c', 'd'])).rejects.toThrow(
      '3 classes apart, expected 4',
    );
  });

  it.each(['binary', 'multiclass', 'regression'] as const)(
    'learns from heavy rows what they say, whatever light ones say (%s)',
    async (task) => {
      const data = checkerboard(300, 1, task);
      const label = data.label.map((value, row) => (row % 2 ? value : (data.label[(row + 1) % 300] ?? 0)));
      const weight = data.label.map((_, row) => (row % 2 ? 10 : 1e-4));
      const quick = settings({ epochs: 25, learningRate: 0.05 });
      const score = async (of: TrainingData) =>
        (await tfjsEngine.load(await train(of, quick), task, data.classes)).score(data.frame);
      const [weighted, plain] = [await score({ ...data, label, weight }), await score({ ...data, label })];
      expect(lossOf(task, weighted, data.label)).toBeLessThan(0.7 * lossOf(task, plain, data.label));
    },
    60_000,
  );

  it('gives the same bytes again with weights and several classes, and with weights of 1 those without', async () => {
    const data = checkerboard(100, 1, 'multiclass');
    const once = settings({ epochs: 2 });
    const weight = data.label.map((_, row) => 1 + (row % 3));
    const ones = data.label.map(() => 1);
    const weighted = { ...data, weight };
    expect(digests(await train(weighted, once))).toEqual(digests(await train(weighted, once)));
    expect(digests(await train({ ...data, weight: ones }, once))).toEqual(digests(await train(data, once)));
  });

  it('fits a number on its own scale', async () => {
    const data = checkerboard(600, 1, 'regression');
    const scores = await (await tfjsEngine.load(await train(data, settings()), 'regression')).score(data.frame);
    const error = scores.reduce((sum, score, row) => sum + (score - (data.label[row] ?? 0)) ** 2, 0);
    const spread = data.label.reduce((sum, value) => sum + (value - 500) ** 2, 0);
    expect(1 - error / spread).toBeGreaterThan(0.9); // R²
  });

  it('gives the same bytes again, and others for another seed', async () => {
    const data = checkerboard(300);
    const short = { epochs: 3, dropout: 0.3, layers: [8, 4] };
    const [first, again, other] = await Promise.all([
      train(data, settings(short)),
      train(data, settings(short)),
      train(data, settings(short, 8)),
    ]);
    expect(digests(again)).toEqual(digests(first));
    expect(digests(other)).not.toEqual(digests(first));
  });

  it("leaves this thread's Math.random alone", async () => {
    const before = Math.random;
    await train(checkerboard(50), settings({ epochs: 1 }));
    expect(Math.random).toBe(before);
    expect(Math.random()).not.toBe(mulberry32(7)());
  });

  it('names each column that it cannot take and the step to add', async () => {
    const data = checkerboard(3);
    const town: Column = { type: 'category', codes: Int32Array.of(0, 0, 0), levels: ['Faro'] };
    const gap: Column = { type: 'number', values: Float64Array.of(1, Number.NaN, 2) };
    const columns = new Map([...data.frame.columns, ['v:town', town], ['v:gap', gap]] as const);
    const outcome = await faultsOf(train({ ...data, frame: { rows: 3, columns } }, settings()));
    expect(outcome).toMatchObject({
      class: 'config',
      faults: [
        { rule: 'tfjs.column', hint: 'Add "- oneHot: {columns: [v:town]}" to prepare.' },
        { rule: 'tfjs.missing', hint: 'Add "- impute: {columns: [v:gap], with: median}" to prepare.' },
      ],
    });
  });

  it('says how to get the native backend when it is not installed', async () => {
    const outcome = await faultsOf(train(checkerboard(20), settings({ epochs: 1, backend: 'node' })));
    expect(outcome).toMatchObject({ class: 'config', faults: [{ rule: 'tfjs.nodeMissing' }] });
  });

  it('says so when training diverges', async () => {
    const wild = settings({ activation: 'relu', learningRate: 1e38, layers: [4, 4, 4], epochs: 20 });
    const outcome = await faultsOf(train(checkerboard(200, 1, 'regression'), wild));
    expect(outcome).toMatchObject({ class: 'config', faults: [{ rule: 'tfjs.diverged' }] });
  });

  it('stops between epochs on abort', async () => {
    const control = new AbortController();
    const running = tfjsEngine.train(
      checkerboard(2000),
      settings({ epochs: 10_000 }),
      (_, done) => done === 2 && control.abort(new Error('stopped by hand')),
      control.signal,
    );
    await expect(running).rejects.toThrow('stopped by hand');
  });
});
