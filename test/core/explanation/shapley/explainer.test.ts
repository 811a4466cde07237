import { describe, expect, test } from 'vitest';
import { sharesOfPlayers } from '../../../../src/core/explanation/interactions/interactions.ts';
import { interactionsOf } from '../../../../src/core/explanation/interactions/interactions-of.ts';
import { sharesOf } from '../../../../src/core/explanation/shapley/attributions.ts';
import { openExplainer } from '../../../../src/core/explanation/shapley/explainer.ts';
import type { Method } from '../../../../src/core/explanation/shapley/methods.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import { type Frame, takeRows } from '../../../../src/core/features/frame.ts';
import { sampleFrame, samplePackage } from './sample-package.ts';

const background = takeRows(
  sampleFrame(4),
  new Uint32Array(40).map((_, row) => row),
);
const rows = takeRows(
  sampleFrame(5),
  new Uint32Array(6).map((_, row) => row),
);
const names = Array.from({ length: rows.rows }, (_, row) => `row ${row}`);

async function explained(
  engine: 'gbdt' | 'linear',
  task: 'binary' | 'multiclass' | 'regression',
  method: Method,
  of: Frame = rows,
) {
  const model = await samplePackage(engine, task);
  const explainer = await openExplainer({ ...model, background }, { method, seed: 1 });
  return { explainer, ...model, found: await explainer.explain(of, names) };
}

/** The largest difference of two lists of numbers. */
const apart = (a: Float64Array, b: Float64Array) =>
  Math.max(...a.map((one, k) => Math.abs(one - (b[k] ?? Number.NaN))));

describe('attributions of a package by its features before preparation', () => {
  test.each(['gbdt', 'linear'] as const)(
    '%s: reading the model gives what all coalitions of features give, one-hot columns together',
    async (engine) => {
      // On the scale of a regression's answers all methods speak of the same numbers.
      const read = await explained(engine, 'regression', engine === 'gbdt' ? 'tree' : 'linear');
      const asked = await explained(engine, 'regression', 'exact');
      expect(read.explainer.features).toEqual(['v:a', 'v:b', 'w:colour', 'w:noise']);
      expect(apart(read.found.shares, asked.found.shares)).toBeLessThan(1e-12);
      expect(apart(read.explainer.base, asked.explainer.base)).toBeLessThan(1e-12);
      expect(Math.max(...sharesOf(read.found, 0, 0).map(Math.abs))).toBeGreaterThan(0.01);
    },
  );

  test.each(['kernel', 'views'] as const)('%s with every coalition is exact where features are few', async (method) => {
    const exact = await explained('gbdt', 'binary', 'exact');
    const other = await explained('gbdt', 'binary', method);
    const tolerance = method === 'kernel' ? 1e-9 : 0.05; // Owen values are others, and near
    expect(apart(exact.found.shares, other.found.shares)).toBeLessThan(tolerance);
  });

  test('permutation SHAP is near, says how near, and is the same for a row whatever other rows are explained', async () => {
    const exact = await explained('gbdt', 'binary', 'exact');
    const drawn = await explained('gbdt', 'binary', 'permutation');
    const errors = drawn.found.errors ?? new Float64Array();
    const far = drawn.found.shares.filter(
      (share, k) => Math.abs(share - (exact.found.shares[k] ?? 0)) > 4 * (errors[k] ?? 0) + 1e-3,
    );
    expect(far).toHaveLength(0);
    expect(Math.max(...errors)).toBeGreaterThan(0);
    const alone = await drawn.explainer.explain(takeRows(rows, Uint32Array.of(3)), ['row 3']);
    expect([...sharesOf(alone, 0, 0)]).toEqual([...sharesOf(drawn.found, 3, 0)]);
  });

  test.each([
    ['gbdt', 'tree'],
    ['gbdt', 'treePath'],
    ['linear', 'linear'],
    ['linear', 'linearCorrelated'],
    ['gbdt', 'permutation'],
    ['linear', 'kernel'],
  ] as const)('%s of three classes by %s adds up for each class', async (engine, method) => {
    const { found, explainer } = await explained(engine, 'multiclass', method);
    expect(found.shares).toHaveLength(rows.rows * 3 * 4); // each row was checked against the package's answer
    expect(explainer.base).toHaveLength(3);
  });

  test('interactions of trees are what all coalitions of features give, one-hot columns together', async () => {
    const read = await explained('gbdt', 'regression', 'tree');
    const asked = await explained('gbdt', 'regression', 'permutation');
    const [own, other] = [
      await interactionsOf(read.explainer)(rows, names),
      await interactionsOf(asked.explainer)(rows, names),
    ];
    expect(own.players[0]).toEqual(['v:a', 'v:b', 'w:colour', 'w:noise']);
    expect(apart(own.values, other.values)).toBeLessThan(1e-12);
    expect(apart(sharesOfPlayers(own).shares, read.found.shares)).toBeLessThan(1e-12);
    expect(Math.abs(own.values[1] ?? 0)).toBeGreaterThan(1e-3); // v:a and v:b act together
  });

  test.each([
    ['tree', 'multiclass'],
    ['treePath', 'multiclass'],
    ['exact', 'multiclass'],
    ['tree', 'binary'],
  ] as const)('interactions by %s of a %s model add up to each answer', async (method, task) => {
    const { explainer, found } = await explained('gbdt', task, method);
    const pairs = await interactionsOf(explainer)(rows, names); // each row was checked against the package's answer
    expect(apart(sharesOfPlayers(pairs).shares, found.shares)).toBeLessThan(1e-10);
  });

  test('interactions that do not add up are a fault of ours, too', async () => {
    const model = await samplePackage('gbdt', 'binary');
    const score = async (frame: Frame) => (await model.score(frame)).map((p) => p + 1e-4);
    const explainer = await openExplainer({ ...model, score, background }, { method: 'tree', seed: 1 });
    await expect(interactionsOf(explainer)(rows, names)).rejects.toMatchObject({ class: 'invariant' });
  });

  test('a linear model has no interactions on its scale, and says where there are some', async () => {
    const { explainer } = await explained('linear', 'binary', 'linear');
    expect(() => interactionsOf(explainer)).toThrow('no two of them interact');
  });

  test('attributions that do not add up are a fault of ours, with the row', async () => {
    const model = await samplePackage('gbdt', 'binary');
    const skewed = {
      ...model,
      score: async (frame: Frame) => (await model.score(frame)).map((p, k) => (k === 2 ? p + 1e-4 : p)),
    };
    const explainer = await openExplainer({ ...skewed, background }, { method: 'tree', seed: 1 });
    await expect(explainer.explain(rows, names)).rejects.toMatchObject({
      class: 'invariant',
      message: expect.stringContaining('row 2'),
    });
  });

  test('a level that no background row has is explained as scoring answers it', async () => {
    const columns = new Map(rows.columns).set('w:colour', categoryColumn(Array.from(names, () => 'violet')));
    const { found } = await explained('linear', 'binary', 'exact', { rows: rows.rows, columns });
    expect(found.shares.every(Number.isFinite)).toBe(true);
  });

  test('a method of another engine, or too few evaluations, is a usage error', async () => {
    const model = await samplePackage('linear', 'binary');
    const open = (method: Method, evaluations?: number) =>
      openExplainer({ ...model, background }, { method, seed: 1, ...(evaluations && { evaluations }) });
    await expect(open('tree')).rejects.toThrow('engine gbdt');
    await expect(open('kernel', 3)).rejects.toThrow('at least 8');
    await expect(open('permutation', 15)).rejects.toThrow('at least 16');
  });
});
