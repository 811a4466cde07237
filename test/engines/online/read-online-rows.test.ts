import { expect, test } from 'vitest';
import { planJoins } from '../../../src/core/features/online/plan-joins.ts';
import { readOnlineRows } from '../../../src/engines/online/read-online-rows.ts';
import { dataFolder, sourceOf } from '../duckdb/data-folder.ts';
import { orders, smallModel } from '../duckdb/small-model.ts';

const key = (type: string) => ({ type, nulls: 1 });

/** Rows of a view over the source "events", read by a model whose spine has a key of this type. */
async function rowsOf(view: object, type: string, lines: readonly string[]) {
  const columns = { customer: key(type), at: { type: 'timestamp', nulls: 1 }, amount: { type: 'float', nulls: 1 } };
  const events = sourceOf(columns, { name: 'events', uri: 'data/events.csv' });
  const spine = { ...orders, columns: { ...orders.columns, customer: columns.customer as never } };
  const features = Object.keys({
    ...('features' in view ? (view.features as object) : {}),
    ...('aggregate' in view ? (view.aggregate as object) : {}),
  });
  const resolved = smallModel({
    spine,
    other: events,
    view: { source: 'events', time: 'at', online: true, ...view },
    features: features.map((name) => `order:${name}`),
  });
  const [planned] = planJoins(resolved, resolved);
  if (planned?.kind !== 'join') throw new Error('nothing is joined');
  await using folder = await dataFolder();
  const file = await folder.csv('customer,at,amount', ...lines);
  const now = Date.UTC(2025, 0, 2) * 1000;
  return await readOnlineRows({ join: planned.join, file, now, history: 3_600_000_000, memoryLimit: '1GB' });
}

test('a view without rows answers from its history before now on', async () => {
  const { since, newest } = await rowsOf({ features: { amount: {} } }, 'string', []);
  expect(since).toBe(Date.UTC(2025, 0, 1, 23) * 1000);
  expect(newest).toMatchObject({ keys: [], starts: Uint32Array.of(0) });
});

test('only what an answer can still need is kept: the newest row before, and windows as long as the longest', async () => {
  const lines = [
    'a,2025-01-01T08:00:00Z,1',
    'a,2025-01-01T09:00:00Z,2',
    'a,2025-01-01T20:30:00Z,3',
    'b,2024-01-01T00:00:00Z,4',
    'b,2025-01-01T21:00:00Z,5',
    'b,2025-01-02T09:00:00Z,6',
  ];
  const ended = lines.slice(0, 5); // the newest row is at 21:00, so 20:00 on is answered
  const view = { features: { amount: {} }, aggregate: { n: { function: 'count', window: '11h' } } };
  const read = await rowsOf(view, 'string', ended);
  expect(read.since).toBe(Date.UTC(2025, 0, 1, 20) * 1000);
  expect([read.newest?.keys, [...(read.newest?.starts ?? [])]]).toEqual([
    ['a', 'b'],
    [0, 2, 4],
  ]);
  expect(read.newest?.features.get('amount')).toEqual({ type: 'number', values: Float64Array.of(2, 3, 4, 5) });
  expect([...(read.windows?.starts ?? [])]).toEqual([0, 2, 3]); // of a 09:00 and 20:30, of b 21:00
  // A row in the future does not move the end: now does.
  expect((await rowsOf(view, 'string', lines)).since).toBe(Date.UTC(2025, 0, 1, 23) * 1000);
});

test.each<[string, object, string, string[], string]>([
  [
    'keys that JSON would round',
    { features: { amount: {} } },
    'int',
    ['9007199254740993,2025-01-01T00:00:00Z,1'],
    'holds numbers beyond 2^53',
  ],
  [
    'two rows of a key without a time',
    { time: undefined, features: { amount: {} } },
    'string',
    ['a,,1', 'a,,2'],
    '1 keys have several rows',
  ],
  [
    'a key of another kind',
    { sql: 'SELECT 7 AS customer, "at", amount FROM events', features: { amount: {} } },
    'string',
    ['a,,1'],
    'its key customer is INTEGER, and orders:customer is a category',
  ],
  [
    'an aggregate of decimals',
    {
      sql: 'SELECT customer, "at", amount::DECIMAL(9, 2) AS amount FROM events',
      aggregate: { total: { function: 'sum', of: 'amount', window: '1h' } },
    },
    'string',
    ['a,2025-01-01T00:00:00Z,1'],
    'total aggregates DECIMAL(9,2)',
  ],
  [
    'SQL that fails on the data',
    { features: { amount: { sql: 'CAST(customer AS INTEGER)' } } },
    'string',
    ['a,2025-01-01T00:00:00Z,1'],
    "Could not convert string 'a'",
  ],
  [
    'a value of another type',
    { features: { amount: {} } },
    'string',
    ['a,2025-01-01T00:00:00Z,much'],
    'are not of type float',
  ],
])('refused, with the reason: %s', async (_, view, type, lines, fault) => {
  await expect(rowsOf(view, type, lines)).rejects.toThrow(fault);
});
