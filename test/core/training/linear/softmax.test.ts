import { expect, test } from 'vitest';
import type { ModelFiles, TrainingData } from '../../../../src/core/training/engine.ts';
import { linearEngine } from '../../../../src/core/training/linear/linear-engine.ts';
import { modelText, scores, trained, trainOf } from '../engine-run.ts';
import { dataOf, numbers, uniform } from '../made-up-data.ts';
import { quality, reference, wine, wineWeights } from '../scikit-learn/reference.ts';

type Coefficients = { readonly intercept: readonly number[]; readonly coefficients: readonly (readonly number[])[] };

const train = (data: TrainingData, parameters = {}, notes: string[] = []) =>
  trained(linearEngine, data, trainOf('linear', { l2: 2, tolerance: 1e-14, ...parameters }), notes);

/** In scikit-learn's shape: one row of coefficients for each class. */
function softmaxOf(files: ModelFiles): Coefficients {
  const { intercepts, columns } = JSON.parse(modelText(files));
  const own = (k: number) => columns.map(({ coefficients }: { coefficients: number[] }) => coefficients[k]);
  return { intercept: intercepts, coefficients: intercepts.map((_: number, k: number) => own(k)) };
}

function lineOf(files: ModelFiles): Coefficients {
  const { intercept, columns } = JSON.parse(modelText(files));
  return {
    intercept: [intercept],
    coefficients: [columns.map(({ coefficient }: { coefficient: number }) => coefficient)],
  };
}

function expectClose(found: Coefficients, expected: Coefficients, digits: number): void {
  const [ours, theirs] = [found, expected].map((of) => [...of.intercept, ...of.coefficients.flat()]);
  expect(ours).toHaveLength(theirs?.length ?? 0);
  for (const [at, value] of (theirs ?? []).entries()) expect(ours?.[at]).toBeCloseTo(value, digits);
}

test("wine: coefficients and log loss of scikit-learn's multinomial logistic regression", async () => {
  const data = wine();
  const notes: string[] = [];
  const files = await train(data, {}, notes);
  expectClose(softmaxOf(files), reference.linear.multiclass, 6);
  expect(notes).toEqual([expect.stringMatching(/^converged at \d+$/)]);
  const scorer = await linearEngine.load(files, 'multiclass', data.classes);
  const probabilities = [...(await scorer.score(data.frame))];
  expect(quality(probabilities, data.label).logLoss).toBeCloseTo(reference.linear.multiclass.logLoss, 8);
  for (let row = 0; row < 178; row++)
    expect(probabilities.slice(3 * row, 3 * row + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
});

test("wine, weighted: coefficients of scikit-learn's, for several classes, two, and a number", async () => {
  const data = { ...wine(), weight: wineWeights };
  expectClose(softmaxOf(await train(data)), reference.linear.multiclassWeighted, 6);
  const { classes: _, ...rest } = data;
  const second = { ...rest, task: 'binary', label: data.label.map((y) => Number(y === 1)) } as const;
  expectClose(lineOf(await train(second)), reference.linear.binaryWeighted, 6);
  const [, ...columns] = data.frame.columns;
  const frame = { ...data.frame, columns: new Map(columns) };
  const alcohol = Float64Array.from(reference.wine.columns[0] ?? []);
  for (const task of ['regression', 'ranking'] as const) {
    const files = await train({ ...rest, task, frame, label: standardised(alcohol) });
    expectClose(lineOf(files), reference.linear.regressionWeighted, 9);
  }
});

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / deviation);
}

test('the same data give the same bytes, and equal weights of 1 those of none', async () => {
  const data = wine();
  const first = modelText(await train(data));
  expect(modelText(await train(wine()))).toBe(first);
  expect(modelText(await train({ ...data, weight: data.label.map(() => 1) }))).toBe(first);
});

test.each(['binary', 'multiclass', 'regression', 'ranking'] as const)(
  'a weight of 2 is the row twice (%s)',
  async (task) => {
    const data = wine();
    const label = task === 'binary' ? data.label.map((y) => Number(y > 0)) : data.label;
    const rows = Array.from(label, (_, row) => row);
    const double = rows.filter((row) => row % 3 === 0);
    const take = (index: readonly number[]): TrainingData => ({
      ...data,
      task,
      label: Float64Array.from(index, (row) => label[row] ?? Number.NaN),
      frame: {
        rows: index.length,
        columns: new Map(
          [...data.frame.columns].map(([name, column]) => {
            if (column.type === 'category') throw new Error('numbers only');
            return [name, numbers(index.map((row) => column.values[row] ?? Number.NaN))];
          }),
        ),
      },
    });
    const weighted = { ...take(rows), weight: Float64Array.from(rows, (row) => (row % 3 === 0 ? 2 : 1)) };
    const of = task === 'multiclass' ? softmaxOf : lineOf;
    expectClose(of(await train(weighted)), of(await train(take([...rows, ...double]))), 9);
  },
);

test('of three groups the probabilities are the shares of the classes: closed form', async () => {
  const group = [...Array(10).fill(0), ...Array(20).fill(1)];
  const label = group.map((g, row) => (g === 0 ? (row < 2 ? 0 : row < 5 ? 1 : 2) : row < 20 ? 0 : row < 24 ? 1 : 2));
  const data = { ...dataOf('multiclass', { g: numbers(group) }, label), classes: ['a', 'b', 'c'] };
  const scorer = await linearEngine.load(await train(data, { l2: 0 }), 'multiclass', data.classes);
  const found = [...(await scorer.score(data.frame))];
  const expected = [0.2, 0.3, 0.5, 0.5, 0.2, 0.3];
  for (const [at, p] of [...found.slice(0, 3), ...found.slice(-3)].entries())
    expect(p).toBeCloseTo(expected[at] ?? 0, 8);
});

test('classes that lines separate end with an answer, and say so without a penalty', async () => {
  const x = [1, 2, 5, 6, 9, 10];
  const data = { ...dataOf('multiclass', { x: numbers(x) }, [0, 0, 1, 1, 2, 2]), classes: ['a', 'b', 'c'] };
  const notes: string[] = [];
  const files = await train(data, { l2: 0, iterations: 8 }, notes);
  expect(notes).toEqual(['not converged: raise iterations or l2']);
  const scorer = await linearEngine.load(files, 'multiclass', data.classes);
  expect([...(await scorer.score(data.frame))].map(Math.round)).toEqual([
    1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1,
  ]);
});

test('columns that depend on others do no harm', async () => {
  const next = uniform(5);
  const x = Array.from({ length: 300 }, next);
  const label = x.map((value) => Math.floor(3 * Math.min(0.99, 0.7 * value + 0.3 * next())));
  const classes = ['a', 'b', 'c'];
  const alone = { ...dataOf('multiclass', { x: numbers(x) }, label), classes };
  const columns = { x: numbers(x), twice: numbers(x.map((value) => 2 * value)), same: numbers(x.map(() => 4)) };
  const both = { ...dataOf('multiclass', columns, label), classes };
  const score = async (data: TrainingData) => {
    const scorer = await linearEngine.load(await train(data, { l2: 0 }), 'multiclass', classes);
    return [...(await scorer.score(data.frame))];
  };
  const [first, second] = [await score(alone), await score(both)];
  for (const [at, p] of first.entries()) expect(second[at]).toBeCloseTo(p, 6);
});

test('a model of other classes, or of another task, is refused', async () => {
  const files = await train(wine());
  await expect(linearEngine.load(files, 'multiclass', ['a', 'b', 'c', 'd'])).rejects.toThrow(
    'numbers for 3 classes, expected 4',
  );
  await expect(scores(linearEngine, files, 'regression', wine().frame)).rejects.toThrow('a multiclass model');
});
