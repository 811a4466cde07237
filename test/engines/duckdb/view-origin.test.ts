import { describe, expect, test } from 'vitest';
import { readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { dataFolder, sourceOf } from './data-folder.ts';
import { type Changes, orderHeader, smallModel } from './small-model.ts';

const lines = Array.from(
  { length: 12 },
  (_, i) => `o${10 + i},c${i % 2},2024-01-${10 + i}T00:00:00Z,${i},${i % 3 === 0}`,
);

/** Values of the only feature; other sources come as name → lines. */
async function feature(changes: Changes, others: Readonly<Record<string, readonly string[]>> = {}) {
  await using data = await dataFolder();
  const files = new Map([['orders', await data.csv(orderHeader, ...lines)]]);
  for (const [name, [header = '', ...rows]] of Object.entries(others)) files.set(name, await data.csv(header, ...rows));
  const { frame, report } = await readModelFrame(smallModel(changes), files);
  const [column] = frame.frame.columns.values();
  if (column === undefined) throw new Error('no feature');
  const values =
    column.type === 'category' ? [...column.codes].map((code) => column.levels[code] ?? null) : [...column.values];
  return { values, matched: report.matched.get('order')?.rows };
}
const sql = (text: string): Changes => ({ view: { features: { f: { sql: text } } }, features: ['order:f'] });

describe('the label', () => {
  const missing = lines.map(() => Number.NaN);

  test.each(['late', 'CAST(late AS INTEGER)', 'CASE WHEN late THEN 1 WHEN NOT late THEN 0 END'])(
    'is null in the SQL of a feature: %s',
    async (text) => {
      expect((await feature(sql(text))).values).toEqual(missing);
    },
  );

  test('is null in the SQL of a view', async () => {
    const view = { sql: 'SELECT customer, ordered_at, CAST(late AS INTEGER) AS amount FROM orders' };
    expect((await feature({ view })).values).toEqual(missing);
  });

  test.each([
    ['taken as a feature', { features: { late: {} } }, 'late', 'view.label'],
    [
      'aggregated without knownAt',
      { features: {}, aggregate: { n: { function: 'mean', of: 'late', window: '7d' } } },
      'n',
      'view.labelKnownAt',
    ],
  ])('is refused when %s', async (_, view, name, rule) => {
    await expect(feature({ view, features: [`order:${name}`] })).rejects.toMatchObject({
      class: 'config',
      faults: [{ rule }],
    });
  });
});

describe('SQL of a definition', () => {
  test('that is refused has not run, and all faults come at once', async () => {
    const view = { sql: 'SELECT * FROM other', features: { amount: {}, f: { sql: 'random()' } } };
    await expect(feature({ view })).rejects.toMatchObject({
      class: 'config',
      faults: [{ rule: 'view.sql' }, { rule: 'view.sql' }],
    });
  });

  test.each([
    ['names no column', sql('nosuch'), /Referenced column "nosuch" not found/],
    ['gives a list', sql('[amount]'), /feature f is DOUBLE\[\], not a number, text or time/],
    [
      'leaves the time out',
      { view: { sql: 'SELECT customer, amount FROM orders' } },
      /does not have a column named "ordered_at"/,
    ],
    [
      'fails as it runs',
      { view: { sql: 'SELECT customer, ordered_at, CAST(id AS INTEGER) AS amount FROM orders' } },
      /view order, sql: .*Could not convert string/,
    ],
  ])('that %s is a config error which names the view', async (_, changes, message) => {
    const read = feature(changes);
    await expect(read).rejects.toThrow(message);
    await expect(read).rejects.toMatchObject({ class: 'config', faults: [{ hint: 'See features/order.yaml' }] });
  });
});

test('a query too large for the memory is a platform error, not one of the definition', async () => {
  await using data = await dataFolder();
  const list = 'SELECT customer, ordered_at, len(list(i)) AS amount FROM orders, range(5000000) t(i) GROUP BY ALL';
  const files = new Map([['orders', await data.csv(orderHeader, ...lines)]]);
  const read = readModelFrame(smallModel({ view: { sql: list } }), files, { memoryLimit: '60MB' });
  await expect(read).rejects.toMatchObject({ class: 'platform', faults: [{ rule: 'duckdb.memory' }] });
});

describe('a view over a source of its own', () => {
  const customers = (key: object) =>
    sourceOf({ customer: key, town: { type: 'string', nulls: 1 } }, { name: 'customers', uri: 'c.csv' });
  const changes = (key: object = { type: 'string' }): Changes => ({
    other: customers(key),
    view: { source: 'customers', time: undefined, features: { town: {} } },
    features: ['order:town'],
  });

  test('gives what it has, and missing where it has no row', async () => {
    const { values, matched } = await feature(changes(), {
      customers: ['customer,town', 'c0,Faro', 'c7,Porto', ',Braga'],
    });
    expect(values).toEqual(lines.map((_, i) => (i % 2 === 0 ? 'Faro' : null)));
    expect(matched).toBe(6);
  });

  test('has one row for each key when it has no time', async () => {
    const twice = feature(changes(), { customers: ['customer,town', 'c0,Faro', 'c0,Porto', 'c1,Faro'] });
    await expect(twice).rejects.toThrow('1 keys have several rows, and without a time none of them is the right one');
  });

  test('does not compare keys of two types', async () => {
    const numbered = feature(changes({ type: 'int' }), { customers: ['customer,town', '1,Faro'] });
    await expect(numbered).rejects.toThrow('view order: its key is BIGINT, that of the spine VARCHAR');
  });
});
