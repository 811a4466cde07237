import { expect, test } from 'vitest';
import type { CategoryColumn } from '../../../src/core/features/frame.ts';
import { readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { dataFolder, sourceOf } from './data-folder.ts';
import { type Changes, orderHeader, orders, smallModel } from './small-model.ts';

const order = (id: string, day: number, late = 'false') =>
  `${id},c1,2024-01-${String(day).padStart(2, '0')}T00:00:00Z,${day},${late}`;
const month = Array.from({ length: 30 }, (_, i) => order(`o${10 + i}`, i + 1, String(i % 3 === 0)));

async function frameOf(lines: readonly string[], changes: Changes = {}) {
  await using data = await dataFolder();
  const { frame } = await readModelFrame(
    smallModel(changes),
    new Map([['orders', await data.csv(orderHeader, ...lines)]]),
  );
  return frame;
}
const texts = ({ codes, levels }: CategoryColumn) => Array.from(codes, (code) => levels[code] ?? null);

test('rows come in the order of their keys, compared as text is', async () => {
  const { keys, time } = await frameOf([order('o9', 1), order('o10', 2, 'true'), order('O9', 3), order('ö1', 4)]);
  expect(keys).toEqual(['O9', 'o10', 'o9', 'ö1']);
  expect([...time]).toEqual([3, 2, 1, 4].map((day) => Date.UTC(2024, 0, day) * 1000));
});

test('the label is 0, 1 or missing, and its text is kept', async () => {
  const { label, labelText } = await frameOf([order('a', 1, 'true'), order('b', 2, 'F'), order('c', 3, '')]);
  expect([...label]).toEqual([1, 0, Number.NaN]);
  expect(texts(labelText)).toEqual(['true', 'false', null]);
});

test.each([
  ['without a key', [...month, order('', 1)], 'frame.missingKey', 'source orders: 1 rows have no key (id)'],
  [
    'that repeat one key',
    [...month, order('o10', 1), order('o10', 1)],
    'frame.repeatedKey',
    'source orders: 2 rows repeat the key (id) of another row',
  ],
])('rows %s are one fault', async (_, lines, rule, message) => {
  await expect(frameOf(lines)).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule, message }],
  });
});

test('a key on two sides of the split is said first', async () => {
  const lines = [...month, order('o10', 30)];
  const split = frameOf(lines, {
    data: { dev: { share: 0.2 }, holdout: { last: '5d' } },
    until: '2024-01-30T00:00:00Z',
  });
  await expect(split).rejects.toThrow(
    '1 rows repeat the key (id) of another row, one of them on two sides (train and holdout)',
  );
});

test.each([
  ['no', false],
  ['several', true],
])('%s unique columns are no row key', async (_, unique) => {
  const columns = Object.fromEntries(
    Object.entries(orders.columns).map(([name, column]) => [name, { ...column, unique }]),
  );
  const spine = sourceOf(columns, { name: 'orders', uri: 'data/orders.csv', time: 'ordered_at' });
  await expect(frameOf([order('x', 1)], { spine })).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'frame.rowKey' }],
  });
});

test('rows do not change sides when others come or go', async () => {
  const sides = async (lines: readonly string[]) => {
    const { keys, part } = await frameOf(lines);
    return new Map(keys.map((key, row) => [key, part[row]]));
  };
  const [all, some] = [await sides(month), await sides(month.slice(5).reverse())];
  expect(new Set(all.values())).toEqual(new Set([0, 1, 2]));
  for (const [key, part] of some) expect(part).toBe(all.get(key));
});

test('`until` cuts later rows, and a window is the last one before it', async () => {
  const data = { dev: { last: '2d' }, holdout: { last: '3d' } };
  const { keys, part } = await frameOf(month, { data, until: '2024-01-10T00:00:00Z' });
  expect(keys).toEqual(month.slice(0, 10).map((line) => line.split(',')[0]));
  expect([...part]).toEqual([0, 0, 0, 0, 0, 1, 1, 2, 2, 2]);
});

test('a split by time without a lock says what is missing', async () => {
  await expect(frameOf(month, { data: { holdout: { last: '3d' } } })).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'tiers.until' }],
  });
});
