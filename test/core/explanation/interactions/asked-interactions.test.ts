import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { matrixOf } from '../../../../src/core/explanation/interactions/interactions.ts';
import { interactionsOf } from '../../../../src/core/explanation/interactions/interactions-of.ts';
import { openExplainer } from '../../../../src/core/explanation/shapley/explainer.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import type { Package } from '../../../../src/core/registry/package.ts';

const names = Array.from({ length: 15 }, (_, j) => `v:x${j}`);

/** A model of 15 numbers: the first two act together, the others add up, each less than the one before. */
const answer = (x: readonly number[]) =>
  10 * (x[0] ?? 0) * (x[1] ?? 0) + x.reduce((sum, one, j) => sum + (j > 1 ? one / j : 0), 0);

function frameOf(rows: number, seed: number): Frame {
  const random = createRandom(seed);
  const values = () => Float64Array.from({ length: rows }, () => random.next() / 2 ** 32);
  return {
    rows,
    columns: new Map(names.map((name): [string, Column] => [name, { type: 'number', values: values() }])),
  };
}

const rowOf = ({ columns }: Frame, row: number) =>
  names.map((name) => {
    const column = columns.get(name);
    return column?.type === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN;
  });

const model = {
  item: {
    manifest: {
      engine: { name: 'command' },
      task: 'regression',
      signature: { inputs: names.map((name) => ({ name, type: 'number' })) },
    },
  } as unknown as Package,
  score: async (frame: Frame) => Float64Array.from({ length: frame.rows }, (_, row) => answer(rowOf(frame, row))),
  background: frameOf(20, 1),
};

test('of many features the leading seven are told apart, and pairs among them are exact', async () => {
  const explainer = await openExplainer(model, { method: 'permutation', seed: 1 });
  const rows = frameOf(2, 9);
  const found = await interactionsOf(explainer)(rows, ['a', 'b']);
  for (const row of [0, 1]) {
    const players = found.players[row] ?? [];
    expect(players).toHaveLength(8);
    expect(players.at(-1)).toBe('all others');
    const [i, j] = [players.indexOf('v:x0'), players.indexOf('v:x1')];
    const x = rowOf(rows, row);
    const others = Array.from({ length: 20 }, (_, k) => rowOf(model.background, k));
    const mean = (of: (other: readonly number[]) => number) =>
      others.reduce((sum, other) => sum + of(other) / others.length, 0);
    // Of a product of two, the interaction is the mean of both moves together.
    const together = mean((other) => 10 * ((x[0] ?? 0) - (other[0] ?? 0)) * ((x[1] ?? 0) - (other[1] ?? 0)));
    const matrix = matrixOf(found, row, 0);
    expect(2 * (matrix[i * 8 + j] ?? Number.NaN)).toBeCloseTo(together, 10);
    const apart = matrix.filter((_, at) => {
      const [a, b] = [Math.floor(at / 8), at % 8];
      return a !== b && !(a === i && b === j) && !(a === j && b === i);
    });
    expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-10);
    const sum = matrix.reduce((total, one) => total + one, 0);
    expect(sum + (explainer.base[0] ?? Number.NaN)).toBeCloseTo(answer(x), 9);
  }
});

test('a method that tells no interactions says which do', async () => {
  const explainer = await openExplainer(model, { method: 'lime', seed: 1 });
  expect(() => interactionsOf(explainer)).toThrow('"lime" tells no interactions');
});
