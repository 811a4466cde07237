import { describe, expect, test } from 'vitest';
import { sharesOf } from '../../../../src/core/explanation/shapley/attributions.ts';
import { openExplainer } from '../../../../src/core/explanation/shapley/explainer.ts';
import { takeRows } from '../../../../src/core/features/frame.ts';
import { sampleFrame, samplePackage } from '../shapley/sample-package.ts';

const background = takeRows(
  sampleFrame(4),
  new Uint32Array(40).map((_, row) => row),
);
const rows = takeRows(
  sampleFrame(5),
  new Uint32Array(6).map((_, row) => row),
);
const names = Array.from({ length: rows.rows }, (_, row) => `row ${row}`);
const settings = { method: 'integratedGradients', seed: 1 } as const;
const net = { layers: [12, 6], epochs: 20, learningRate: 0.02, batchSize: 32 };

describe('integrated gradients of a trained net', () => {
  test.each([
    ['binary', 'relu'],
    ['multiclass', 'tanh'],
    ['regression', 'relu'],
  ] as const)('%s with %s: base and shares add up to each answer', async (task, activation) => {
    const model = await samplePackage('tfjs', task, { ...net, activation });
    const explainer = await openExplainer({ ...model, background }, settings);
    const found = await explainer.explain(rows, names);
    expect(found.features).toEqual(['v:a', 'v:b', 'w:colour', 'w:noise']); // one-hot columns are one feature
    const answers = await model.score(rows);
    const gaps = found.gaps ?? new Float64Array();
    expect(gaps).toHaveLength(answers.length);
    for (const [at, answer] of answers.entries()) {
      const [row, output] = [Math.floor(at / explainer.outputs), at % explainer.outputs];
      const sum = sharesOf(found, row, output).reduce((total, one) => total + one, explainer.base[output] ?? 0);
      expect(Math.abs(sum - answer)).toBeLessThan(1e-3);
      expect(sum - answer).toBeCloseTo(gaps[at] ?? Number.NaN, 6);
    }
    expect(Math.max(...gaps.map(Math.abs))).toBeLessThan(5e-4);
    expect(Math.max(...found.shares.map(Math.abs))).toBeGreaterThan(0.01);
  });

  test('are those of the mean of the background: a row that is there has nothing', async () => {
    const model = await samplePackage('tfjs', 'regression', net);
    const one = takeRows(background, Uint32Array.of(3));
    const explainer = await openExplainer({ ...model, background: one }, settings);
    const found = await explainer.explain(one, ['itself']);
    expect([...found.shares].map((share) => share + 0)).toEqual([0, 0, 0, 0]);
    expect(explainer.base[0]).toBeCloseTo((await model.score(one))[0] ?? Number.NaN, 10);
  });

  test('slopes that are not the answers’ are found out, with the row', async () => {
    const model = await samplePackage('tfjs', 'regression', net);
    const gradients = async (frame: Parameters<NonNullable<typeof model.gradients>>[0]) => {
      const found = await model.gradients?.(frame);
      if (found === undefined) throw new Error('the net tells slopes');
      return { ...found, slopes: found.slopes.map((slope) => 2 * slope) };
    };
    const explainer = await openExplainer({ ...model, gradients, background }, settings);
    await expect(explainer.explain(rows, names)).rejects.toMatchObject({
      class: 'usage',
      message: expect.stringContaining('row 0'),
    });
  });

  test('an engine without slopes says so, and what to ask for', async () => {
    const model = await samplePackage('gbdt', 'binary');
    await expect(openExplainer({ ...model, background }, settings)).rejects.toMatchObject({
      class: 'usage',
      message: expect.stringContaining('engine gbdt'),
      faults: [{ hint: expect.stringContaining('permutation') }],
    });
  });
});
