import { expect, test } from 'vitest';
import type { Task, TrainingData } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { modelText, scores, trained, trainOf } from '../engine-run.ts';
import { dataOf, frameOf, madeUp, numbers } from '../made-up-data.ts';

const train = (data: TrainingData, parameters: Parameters<typeof trainOf<'gbdt'>>[1], seed = 7) =>
  trained(gbdtEngine, data, trainOf('gbdt', parameters, seed));
const stump = { trees: 1, leaves: 2, learningRate: 1, minimumRows: 1 };
const steps = Array.from({ length: 40 }, (_, row) => row);

test('a stump of squared loss is the mean of each side', async () => {
  const data = dataOf('regression', { x: numbers([1, 2, 3, 4]) }, [10, 12, 20, 30]);
  const found = await scores(
    gbdtEngine,
    await train(data, stump),
    'regression',
    frameOf({ x: numbers([-5, 2.4, 2.6, 99]) }),
  );
  for (const [row, mean] of [11, 11, 25, 25].entries()) expect(found[row]).toBeCloseTo(mean, 6);
});

test('a stump of log loss takes one Newton step: odds plus (n1 - n p) / (n p (1 - p))', async () => {
  const label = steps.map((row) => Number(row < 20 ? row % 4 === 0 : row % 4 !== 0)); // a quarter, then three quarters
  const files = await train(dataOf('binary', { x: numbers(steps.map((row) => Number(row >= 20))) }, label), stump);
  const [low = 0, high = 0] = await scores(gbdtEngine, files, 'binary', frameOf({ x: numbers([0, 1]) }));
  expect(Math.log(low / (1 - low))).toBeCloseTo(-1, 2); // (5 - 10) / (20 / 4), gradients rounded to 8 bits
  expect(Math.log(high / (1 - high))).toBeCloseTo(1, 2);
});

test('the seed moves the roundings of log loss; squared loss draws nothing', async () => {
  const text = async (task: Task, seed: number) => modelText(await train(madeUp(task, 1000, 5), {}, seed));
  const seeds = [0, 1, 2, 7, 42, 2 ** 31];
  const models = await Promise.all(seeds.map((seed) => text('binary', seed)));
  expect(new Set(models).size).toBe(seeds.length);
  expect(await text('regression', 2 ** 31)).toBe(await text('regression', 0));
});

test('labels of any size are learnt: 1e-300 to 1e300', async () => {
  for (const scale of [1e-300, 1, 1e300]) {
    const data = dataOf('regression', { x: numbers([1, 2, 3, 4]) }, [scale, scale, 3 * scale, 3 * scale]);
    const found = await scores(gbdtEngine, await train(data, stump), 'regression', data.frame);
    expect(found.map((value) => Math.round((1e6 * value) / scale) / 1e6)).toEqual([1, 1, 3, 3]);
  }
});
