import { describe, expect, test } from 'vitest';
import type { ModelFiles, Task, TrainingData } from '../../../../src/core/training/engine.ts';
import { linearEngine } from '../../../../src/core/training/linear/linear-engine.ts';
import { explained, madeUpNumbers, modelText, scores, trained, trainOf } from '../engine-run.ts';
import { categories, dataOf, frameOf, numbers, uniform } from '../made-up-data.ts';

const train = (
  data: TrainingData,
  parameters: Parameters<typeof trainOf<'linear'>>[1] = {},
  seed = 7,
  notes: string[] = [],
) => trained(linearEngine, data, trainOf('linear', parameters, seed), notes);
/** Intercept, then coefficients in the order of the columns. */
function coefficients(files: ModelFiles): number[] {
  const { intercept, columns } = JSON.parse(modelText(files));
  return [intercept, ...columns.map((column: { coefficient: number }) => column.coefficient)];
}
const logit = (p: number) => Math.log(p / (1 - p));

describe.each(['binary', 'regression'] as const)('%s', (task: Task) => {
  test('it explains the part of the made-up function that is linear', async () => {
    const files = await train(madeUpNumbers(task, 4000, 1));
    const fresh = madeUpNumbers(task, 4000, 2);
    const found = explained(await scores(linearEngine, files, task, fresh.frame), fresh.label);
    expect(found).toBeGreaterThan(task === 'binary' ? 0.45 : 0.7);
    expect(found).toBeLessThan(task === 'binary' ? 0.7 : 0.9);
  });

  test('the same data give the same bytes, whatever the seed, and a copy of them the same scores', async () => {
    const data = madeUpNumbers(task, 1000, 3);
    const [first, second] = [await train(data, {}, 1), await train(madeUpNumbers(task, 1000, 3), {}, 2)];
    expect(modelText(second)).toBe(modelText(first));
    const copy = new Map([...first].map(([name, bytes]) => [name, Uint8Array.from(bytes)]));
    expect(await scores(linearEngine, copy, task, data.frame)).toEqual(
      await scores(linearEngine, first, task, data.frame),
    );
  });

  test('the gradient of the penalised loss is zero at the solution', async () => {
    const data = madeUpNumbers(task, 500, 4);
    const l2 = 3;
    const files = await train(data, { l2 });
    const residual = (await scores(linearEngine, files, task, data.frame)).map(
      (score, row) => score - (data.label[row] ?? 0),
    );
    const [, ...weights] = coefficients(files);
    expect(residual.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 6);
    for (const [j, column] of [...data.frame.columns.values()].entries()) {
      if (column.type === 'category') throw new Error('numbers only');
      const gradient = residual.reduce((sum, r, row) => sum + r * (column.values[row] ?? 0), 0);
      expect(gradient + l2 * (weights[j] ?? 0)).toBeCloseTo(0, 6);
    }
  });

  test('a column that depends on others, or never changes, gets no weight and does no harm', async () => {
    const next = uniform(5);
    const x = Array.from({ length: 200 }, next);
    const label = x.map((value) => Number(value + next() > 1));
    const alone = await train(dataOf(task, { x: numbers(x) }, label), { l2: 0 });
    const columns = { x: numbers(x), twice: numbers(x.map((value) => 2 * value)), same: numbers(x.map(() => 4)) };
    const [intercept = 0, ...found] = coefficients(await train(dataOf(task, columns, label), { l2: 0 }));
    const [expectedIntercept = 0, expected = 0] = coefficients(alone);
    expect(found[2]).toBe(0);
    expect((found[0] ?? 0) + 2 * (found[1] ?? 0)).toBeCloseTo(expected, 6);
    expect(intercept).toBeCloseTo(expectedIntercept, 6);
  });
});

test('of two groups logistic regression gives the log odds: closed form', async () => {
  const x = [...Array(10).fill(0), ...Array(20).fill(1)];
  const label = x.map((group, row) => Number(group === 0 ? row < 3 : row < 25)); // 3 of 10, then 15 of 20
  const notes: string[] = [];
  const [intercept, slope] = coefficients(await train(dataOf('binary', { x: numbers(x) }, label), { l2: 0 }, 7, notes));
  expect(intercept).toBeCloseTo(logit(0.3), 9);
  expect(slope).toBeCloseTo(logit(0.75) - logit(0.3), 9);
  expect(notes).toEqual([expect.stringMatching(/^converged at [3-8]$/)]);
});

test('hours of study and passing an exam (Wikipedia, "Logistic regression"): -4.0777 and 1.5046', async () => {
  const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
  const [intercept, slope] = coefficients(await train(dataOf('binary', { hours: numbers(hours) }, passed), { l2: 0 }));
  expect(intercept).toBeCloseTo(-4.0777, 4);
  expect(slope).toBeCloseTo(1.5046, 4);
});

test('ridge of one column is Sxy / (Sxx + l2), its intercept unpenalised', async () => {
  const data = dataOf('regression', { x: numbers([1, 2, 3, 6]) }, [10, 12, 13, 25]); // means 3 and 15, Sxx 14, Sxy 43
  for (const l2 of [0, 2, 14]) {
    const [intercept, slope] = coefficients(await train(data, { l2 }));
    expect(slope).toBeCloseTo(43 / (14 + l2), 10);
    expect(intercept).toBeCloseTo(15 - (3 * 43) / (14 + l2), 10);
  }
});

test("Longley's employment data: the coefficients that NIST certifies (StRD, linear least squares)", async () => {
  const columns = {
    deflator: [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
    gnp: [
      234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
      518173, 554894,
    ],
    unemployed: [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
    forces: [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
    population: [
      107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
      127852, 130081,
    ],
    year: Array.from({ length: 16 }, (_, k) => 1947 + k),
  };
  const employed = [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  ];
  const frame = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, numbers(values)]));
  const found = coefficients(await train(dataOf('regression', frame, employed), { l2: 0 }));
  const certified = [
    -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
    1829.15146461355,
  ];
  for (const [j, value] of certified.entries()) expect((found[j] ?? 0) / value).toBeCloseTo(1, 8);
});

test('classes that a line separates end with an answer, and say so without a penalty', async () => {
  const data = dataOf('binary', { x: numbers([1, 2, 3, 4]) }, [0, 0, 1, 1]);
  const notes: string[] = [];
  const files = await train(data, { l2: 0, iterations: 5 }, 7, notes);
  expect(notes).toEqual(['not converged: raise iterations or l2']);
  expect((await scores(linearEngine, files, 'binary', data.frame)).map(Math.round)).toEqual([0, 0, 1, 1]);
});

test.each([
  ['a missing value', numbers([1, Number.NaN]), 'evidence', 'linear.value'],
  ['an infinite value', numbers([1, Number.POSITIVE_INFINITY]), 'evidence', 'linear.value'],
  ['a category', categories(['a'], [0, 0]), 'config', 'linear.column'],
  ['a time', { type: 'time', values: Float64Array.of(1, 2) } as const, 'config', 'linear.column'],
])('%s is refused in training and in scoring, with what to do', async (_, x, errorClass, rule) => {
  const expected = { class: errorClass, faults: [{ rule, hint: expect.stringContaining('Add a preparation step') }] };
  await expect(train(dataOf('binary', { x }, [0, 1]))).rejects.toMatchObject(expected);
  const files = await train(dataOf('binary', { x: numbers([1, 2, 2]) }, [0, 1, 0]));
  await expect(scores(linearEngine, files, 'binary', frameOf({ x }))).rejects.toMatchObject(expected);
  await expect(scores(linearEngine, files, 'binary', frameOf({}))).rejects.toThrow('needs the number column "x"');
});
