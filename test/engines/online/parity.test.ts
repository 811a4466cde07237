// What a view gives by key while serving equals, bit for bit, what the offline join gave to training.
import { expect, test } from 'vitest';
import { type FeatureView, featureViewSchema } from '../../../src/core/definitions/schema/feature-view.ts';
import type { Column } from '../../../src/core/features/frame.ts';
import { keyTexts } from '../../../src/core/features/online/key-text.ts';
import { openOnlineView } from '../../../src/core/features/online/online-view.ts';
import { type OnlineJoin, planJoins } from '../../../src/core/features/online/plan-joins.ts';
import { timeMicros } from '../../../src/core/features/time-text.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { readOnlineRows } from '../../../src/engines/online/read-online-rows.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { templateModel } from '../../fixtures/template-model.ts';
import { dataFolder, sourceOf } from '../duckdb/data-folder.ts';
import { orderHeader, smallModel } from '../duckdb/small-model.ts';

const minute = 60_000_000;
const all = 1e6 * 86_400 * 365 * 50;
const functions = ['sum', 'mean', 'min', 'max', 'stddev'] as const;

function joinsOf(resolved: ResolvedModel): OnlineJoin[] {
  return planJoins(resolved, resolved).map((planned) => {
    if (planned.kind === 'refused') throw new Error(planned.fault);
    return planned.join;
  });
}

/** The view `name` with these changes, and only its features in the model beside those of other views. */
function withView(resolved: ResolvedModel, name: string, changes: Partial<FeatureView>): ResolvedModel {
  const view = featureViewSchema.parse({ ...resolved.views.get(name), online: true, ...changes });
  const own = [...Object.keys(view.features), ...Object.keys(view.aggregate)].map((feature) => `${name}:${feature}`);
  const others = resolved.model.features.filter((feature) => !feature.startsWith(`${name}:`));
  return {
    ...resolved,
    model: { ...resolved.model, features: [...others, ...own] },
    views: new Map([...resolved.views, [name, view]]),
  };
}

test('91,000 flights asked by airport and time: every aggregate of the template view has the bits of the frame', async () => {
  const { resolved: template, files } = templateModel('flight-delay');
  const aggregate = {
    mean_delay_3h: { function: 'mean', of: 'delay_min', window: '3h' },
    departures_1h: { function: 'count', window: '1h' },
    delay_sum_3h: { function: 'sum', of: 'delay_min', window: '3h' },
    earliest_3h: { function: 'min', of: 'delay_min', window: '3h' },
    latest_3h: { function: 'max', of: 'delay_min', window: '3h' },
    delay_deviation_1h: { function: 'stddev', of: 'delay_min', window: '1h' },
  } as const;
  const resolved = withView(template, 'origin_traffic', { aggregate });
  const [join] = joinsOf(resolved);
  expect(join?.keys).toEqual([{ name: 'flight:origin', type: 'category' }]);
  expect(join?.time).toBe('flight:scheduled_at');
  if (join === undefined) return;
  const { frame } = await readModelFrame(resolved, files);
  const now = timeMicros('2026-01-01T00:00:00Z');
  const file = files.get('departures') ?? '';
  const view = openOnlineView(join, await readOnlineRows({ join, file, now, history: all, memoryLimit: '2GB' }));
  const columns = frame.frame.columns;
  const keys = keyTexts([columnAt(columns, 'flight:origin')], frame.keys.length);
  const found = view.features(keys, valuesOf(columnAt(columns, 'flight:scheduled_at')));
  expect(frame.keys.length).toBeGreaterThan(90_000);
  for (const [name, column] of found)
    expect(differences(columnAt(columns, `origin_traffic:${name}`), column), name).toEqual([]);
}, 120_000);

const cases: [string, Partial<FeatureView>][] = [
  ['the newest row', { features: { amount: {}, customer: {}, ordered_at: {} } }],
  ['the newest row, strict', { equalTimes: 'strict' }],
  ['the newest row with a TTL', { ttl: '7m' }],
  ['created, breaking ties', { createdAt: 'created' }],
  ['known at a time of its own', { knownAt: 'created' }],
  ['known, strict, with a TTL', { knownAt: 'created', equalTimes: 'strict', ttl: '9m' }],
  ['SQL over a row', { features: { twice: { sql: 'amount * 2 -- twice' }, late: { sql: 'amount > 3' } } }],
  ['a SELECT of its own', { sql: 'SELECT customer, ordered_at, created, amount / 3 AS amount FROM events' }],
  ...(['inclusive', 'strict'] as const).flatMap((equalTimes): [string, Partial<FeatureView>][] =>
    [undefined, 'created'].map((knownAt) => [
      `windows, ${equalTimes}, known at ${knownAt}`,
      {
        features: {},
        equalTimes,
        ...(knownAt && { knownAt }),
        aggregate: {
          n: { function: 'count', window: '5m' },
          ...Object.fromEntries(
            functions.flatMap((name) =>
              ['4m', '11m'].map((window) => [`${name}_${window}`, { function: name, of: 'amount', window }]),
            ),
          ),
        },
      },
    ]),
  ),
];

test.each(cases)(
  '%s: random rows, ties, late rows and corrections, missing keys, times and values',
  async (_, view) => {
    const random = seededRandom(7 + cases.findIndex(([, one]) => one === view));
    const integer = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
    const maybe = (share: number, value: string) => (random() < share ? '' : value);
    const at = (minutes: number) => new Date(Date.UTC(2025, 0, 1, 0, minutes)).toISOString().replace('.000', '');
    await using folder = await dataFolder();
    const events = sourceOf(
      {
        customer: { type: 'string', nulls: 1 },
        ordered_at: { type: 'timestamp', nulls: 1 },
        created: { type: 'timestamp', nulls: 1 },
        amount: { type: 'float', nulls: 1 },
      },
      { name: 'events', uri: 'data/events.csv' },
    );
    const eventRows = Array.from({ length: 600 }, () => {
      const minutes = integer(0, 60);
      const known = minutes + integer(0, 10);
      return [
        maybe(0.05, `c${integer(1, 5)}`),
        maybe(0.05, at(minutes)),
        maybe(0.1, at(known)),
        maybe(0.1, String(random() * 10)),
      ].join(',');
    });
    const orderRows = Array.from({ length: 1500 }, (_, i) =>
      [`o${i}`, maybe(0.05, `c${integer(1, 7)}`), maybe(0.05, at(integer(0, 70))), '1', i % 2 ? 'true' : 'false'].join(
        ',',
      ),
    );
    const base = smallModel({
      other: events,
      view: { source: 'events', features: { amount: {} }, ...view },
      data: { dev: { share: 0.1 }, holdout: { share: 0.1 } },
    });
    const spine = base.sources.get('orders');
    const nullable = spine && {
      ...spine,
      columns: {
        ...spine.columns,
        customer: { ...spine.columns['customer'], nulls: 1 },
        ordered_at: { ...spine.columns['ordered_at'], nulls: 1 },
      },
    };
    const resolved = withView(
      { ...base, sources: new Map([...base.sources, ['orders', nullable as never]]) },
      'order',
      {},
    );
    const files = new Map([
      ['orders', await folder.csv(orderHeader, ...orderRows)],
      ['events', await folder.csv('customer,ordered_at,created,amount', ...eventRows)],
    ]);
    const [join] = joinsOf(resolved);
    if (join === undefined) throw new Error('nothing to join');
    expect(join.keys).toEqual([{ name: 'orders:customer', type: 'category' }]); // no feature holds it
    const { frame } = await readModelFrame(resolved, files);
    const rows = [...orderRows].sort().map((row) => row.split(','));
    expect(frame.keys).toEqual(rows.map(([id]) => id));
    const keys = rows.map(([, customer]) => customer || null);
    const rowsKept: number[] = [];
    // Everything is kept, or only what predictions of the last half hour need.
    for (const history of [all, 30 * minute]) {
      const kept = await readOnlineRows({
        join,
        file: files.get('events') ?? '',
        now: timeMicros(at(60)),
        history,
        memoryLimit: '1GB',
      });
      const online = openOnlineView(join, kept);
      const asked = frame.time.map((_time, row) => row).filter((row) => !((frame.time[row] ?? 0) < kept.since));
      const found = online.features(
        [...asked].map((row) => keys[row] ?? null),
        frame.time.filter((time) => !(time < kept.since)),
      );
      expect(asked.length).toBeGreaterThan(400);
      for (const [name, column] of found) {
        const expected = columnAt(frame.frame.columns, `order:${name}`);
        expect(differences(expected, column, asked), `${name} since ${kept.since}`).toEqual([]);
        expect(
          Array.from(asked, (row) => textAt(expected, row)).filter((text) => text !== 'null').length,
        ).toBeGreaterThan(100);
      }
      rowsKept.push(online.rows);
    }
    expect(rowsKept[1]).toBeLessThan(0.8 * (rowsKept[0] ?? 0));
  },
);

function columnAt(columns: ReadonlyMap<string, Column>, name: string): Column {
  const column = columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
}

function valuesOf(column: Column): Float64Array {
  return column.type === 'category' ? new Float64Array() : column.values;
}

function textAt(column: Column, row: number): string {
  if (column.type === 'category') return column.levels[column.codes[row] ?? -1] ?? 'null';
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? 'null' : String(value);
}

/** The first rows in which the two differ: numbers as JavaScript writes them, which tells every two doubles apart. */
function differences(expected: Column, found: Column, rows?: Float64Array): string[] {
  const length = expected.type === 'category' ? expected.codes.length : expected.values.length;
  const index = rows ?? Float64Array.from({ length }, (_, row) => row);
  const different: string[] = [];
  index.forEach((row, i) => {
    const [a, b] = [textAt(expected, row), textAt(found, i)];
    if (a !== b && different.length < 3) different.push(`row ${row}: ${a}, found ${b}`);
  });
  return different;
}
