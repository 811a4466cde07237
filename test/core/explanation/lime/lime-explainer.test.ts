import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { openExplainer } from '../../../../src/core/explanation/shapley/explainer.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import { type Column, type Frame, takeRows } from '../../../../src/core/features/frame.ts';
import type { Package } from '../../../../src/core/registry/package.ts';

const names = ['v:small', 'v:large', 'v:colour', 'v:gap'];

function frameOf(rows: number, seed: number): Frame {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const values = (of: () => number) => Float64Array.from({ length: rows }, of);
  return {
    rows,
    columns: new Map<string, Column>([
      ['v:small', { type: 'number', values: values(() => uniform() / 100) }],
      ['v:large', { type: 'number', values: values(() => 1000 * uniform()) }],
      ['v:colour', categoryColumn(Array.from({ length: rows }, () => (uniform() < 0.3 ? 'red' : 'blue')))],
      ['v:gap', { type: 'number', values: values(() => (uniform() < 0.2 ? Number.NaN : uniform())) }],
    ]),
  };
}

const number = (frame: Frame, name: string, row: number): number => {
  const column = frame.columns.get(name);
  return column?.type === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN;
};
const isRed = (frame: Frame, row: number): boolean => {
  const column = frame.columns.get('v:colour');
  return column?.type === 'category' && column.levels[column.codes[row] ?? -1] === 'red';
};
const linear = (frame: Frame, row: number) =>
  300 * number(frame, 'v:small', row) - 0.02 * number(frame, 'v:large', row) + (isRed(frame, row) ? 4 : 0);

function modelOf(answer: (frame: Frame, row: number) => number) {
  return {
    item: {
      manifest: {
        engine: { name: 'command' },
        task: 'regression',
        signature: { inputs: names.map((name) => ({ name, type: name === 'v:colour' ? 'category' : 'number' })) },
      },
    } as unknown as Package,
    score: async (frame: Frame) => Float64Array.from({ length: frame.rows }, (_, row) => answer(frame, row)),
    background: frameOf(300, 1),
  };
}

const rows = frameOf(5, 8);
const keys = ['a', 'b', 'c', 'd', 'e'];
const explained = async (answer: (frame: Frame, row: number) => number, of = rows, named = keys) =>
  (await openExplainer(modelOf(answer), { method: 'lime', seed: 1 })).explain(of, named);

describe('LIME', () => {
  test('finds the slopes of a linear model in the features’ own units, and says that it follows it', async () => {
    const { surrogates, shares } = await explained(linear);
    for (let row = 0; row < 5; row++) {
      const [small = 0, large = 0, colour = 0, gap = 0] = surrogates?.slopes.subarray(4 * row, 4 * row + 4) ?? [];
      expect(small).toBeGreaterThan(297);
      expect(small).toBeLessThan(300);
      expect(large).toBeLessThan(-0.0198);
      expect(large).toBeGreaterThan(-0.02);
      expect(colour).toBeCloseTo(isRed(rows, row) ? 4 : -4, 1); // being the row's own colour
      expect(Math.abs(gap)).toBeLessThan(0.02);
      expect(surrogates?.fidelity[row]).toBeGreaterThan(0.999);
      const sum = shares
        .subarray(4 * row, 4 * row + 4)
        .reduce((total, one) => total + one, surrogates?.bases[row] ?? 0);
      expect(sum).toBeCloseTo(linear(rows, row), 1); // the surrogate's answer
    }
  });

  test('has a low fidelity where no straight line follows the model', async () => {
    const { surrogates } = await explained((frame, row) => Math.sin(number(frame, 'v:large', row) / 5));
    expect(Math.max(...(surrogates?.fidelity ?? []))).toBeLessThan(0.3);
  });

  test('is the same for a row whatever other rows are explained', async () => {
    const all = await explained(linear);
    const alone = await explained(linear, takeRows(rows, Uint32Array.of(3)), ['d']);
    expect([...alone.shares]).toEqual([...all.shares.subarray(12, 16)]);
  });

  test('what a row lacks, or a colour that the background does not know, is told by being there or not', async () => {
    const columns = new Map<string, Column>([
      ...rows.columns,
      ['v:gap', { type: 'number', values: new Float64Array(5).fill(Number.NaN) }],
      ['v:colour', categoryColumn(['violet', 'violet', 'violet', 'violet', 'violet'])],
    ]);
    const missing = (frame: Frame, row: number) => (Number.isNaN(number(frame, 'v:gap', row)) ? 2 : 0);
    const { surrogates, shares } = await explained(missing, { rows: 5, columns });
    expect(shares.every(Number.isFinite)).toBe(true);
    expect(surrogates?.slopes[3]).toBeCloseTo(2, 1);
  });

  test('too few samples are a usage error', async () => {
    const opened = openExplainer(modelOf(linear), { method: 'lime', seed: 1, evaluations: 39 });
    await expect(opened).rejects.toThrow('at least 40');
  });
});
