import { describe, expect, test } from 'vitest';
import { type WindowAggregate, windowSql } from '../../../src/core/features/aggregate.ts';
import { openSession, type Session } from '../../../src/engines/duckdb/session.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const hour = 3_600_000_000;
const functions = ['count', 'sum', 'mean', 'min', 'max', 'stddev'] as const;

/** Microseconds since 1970 throughout. */
interface Event {
  readonly key: string | null;
  readonly time: number | null;
  readonly known: number | null;
  readonly value: number | null;
}
interface Probe {
  readonly key: string | null;
  readonly time: number | null;
}

async function aggregate(
  session: Session,
  probes: readonly Probe[],
  events: readonly Event[],
  aggregates: readonly WindowAggregate[],
  options: { asKnown?: boolean; equalTimes?: 'inclusive' | 'strict' } = {},
): Promise<(number | null)[][]> {
  await session.run('CREATE OR REPLACE TABLE spine (rid BIGINT, t TIMESTAMPTZ, k0 VARCHAR)');
  await session.run('CREATE OR REPLACE TABLE events (e TIMESTAMPTZ, c TIMESTAMPTZ, k0 VARCHAR, v0 DOUBLE)');
  const time = (micros: number | null): string => (micros === null ? 'NULL' : `make_timestamptz(${micros})`);
  const text = (key: string | null): string => (key === null ? 'NULL' : `'${key}'`);
  const spineValues = probes.map((probe, rid) => `(${rid}, ${time(probe.time)}, ${text(probe.key)})`);
  await session.run(`INSERT INTO spine VALUES ${spineValues.join(', ')}`);
  const eventValues = events.map((e) => `(${time(e.time)}, ${time(e.known)}, ${text(e.key)}, ${e.value ?? 'NULL'})`);
  if (events.length > 0) await session.run(`INSERT INTO events VALUES ${eventValues.join(', ')}`);
  const { asKnown = false, equalTimes = 'inclusive' } = options;
  const sql = windowSql({ spine: 'spine', rows: 'events', keys: 1, asKnown, equalTimes, aggregates });
  const outputs = aggregates.map((_, i) => `a${i}::DOUBLE`).join(', ');
  const columns = await session.numbers(`SELECT ${outputs} FROM (${sql})`);
  return columns.map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value)));
}

const of = (name: WindowAggregate['function'], window: number): WindowAggregate =>
  name === 'count' ? { function: name, exact: false, window } : { function: name, of: 'v0', exact: false, window };

describe('windows', () => {
  const base = Date.UTC(2025, 0, 1) * 1000;
  const at = (hours: number, minutes: number): number => base + (hours * 60 + minutes) * 60_000_000;
  const event = (time: number, value: number): Event => ({ key: 'a', time, known: time, value });

  test('W1 an hour before 14:27 is [13:27, 14:27): the first instant counts, nothing is rounded', async () => {
    await using session = await openSession();
    const events = [event(at(13, 26), 1), event(at(13, 27), 2), event(at(14, 26), 4)];
    expect(await aggregate(session, [{ key: 'a', time: at(14, 27) }], events, [of('sum', hour)])).toEqual([[6]]);
  });

  test('W3 an event at the very time is outside', async () => {
    await using session = await openSession();
    const events = [event(at(10, 0), 1), event(at(9, 59), 2)];
    expect(await aggregate(session, [{ key: 'a', time: at(10, 0) }], events, [of('sum', hour)])).toEqual([[2]]);
  });

  test('an event counts from the moment in which it is known, that moment included unless strict', async () => {
    await using session = await openSession();
    const events: Event[] = [{ key: 'a', time: at(9, 30), known: at(10, 0), value: 1 }];
    const probes = [
      { key: 'a', time: at(10, 0) - 1 },
      { key: 'a', time: at(10, 0) },
    ];
    const run = (equalTimes: 'inclusive' | 'strict') =>
      aggregate(session, probes, events, [of('count', hour)], { asKnown: true, equalTimes });
    expect(await run('inclusive')).toEqual([[0, 1]]);
    expect(await run('strict')).toEqual([[0, 0]]);
  });

  test('an empty window counts nothing and is missing otherwise; a null key or time makes all missing', async () => {
    await using session = await openSession();
    const probes = [
      { key: 'a', time: at(1, 0) },
      { key: null, time: at(10, 0) },
      { key: 'a', time: null },
    ];
    const result = await aggregate(session, probes, [event(at(9, 30), 1)], [of('count', hour), of('sum', hour)]);
    expect(result).toEqual([
      [0, null, null],
      [null, null, null],
    ]);
  });
});

test('agrees with a brute-force sum on 100 random data sets', async () => {
  const random = seededRandom(99);
  const integer = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const maybe = <T>(share: number, value: T): T | null => (random() < share ? null : value);
  await using session = await openSession();
  for (let set = 0; set < 100; set++) {
    const base = [0, -9e14, 1e15][set % 3] ?? 0; // around 1970, in 1941, in 2001
    const time = (): number => base + integer(0, 60) * 60_000_000;
    const probes = Array.from({ length: integer(1, 40) }, () => ({
      key: maybe(0.05, String(integer(1, 3))),
      time: maybe(0.05, time()),
    }));
    const events = Array.from({ length: integer(1, 120) }, () => ({
      key: maybe(0.05, String(integer(1, 3))),
      time: maybe(0.05, time()),
      known: maybe(0.1, time()),
      value: maybe(0.1, integer(-50, 50)),
    }));
    const windows = [integer(1, 30) * 60_000_000, integer(1, 30) * 60_000_000];
    const aggregates = functions.map((name, i) => of(name, windows[i % 2] ?? hour));
    const options = {
      asKnown: random() < 0.5,
      equalTimes: random() < 0.5 ? ('strict' as const) : ('inclusive' as const),
    };
    const found = await aggregate(session, probes, events, aggregates, options);
    aggregates.forEach((one, i) => {
      probes.forEach((probe, row) => {
        const expected = search(probe, events, one, options);
        const value = found[i]?.[row] ?? null;
        if (expected === null || value === null) expect(value, `set ${set} ${one.function}`).toBe(expected);
        else expect(value, `set ${set} ${one.function}`).toBeCloseTo(expected, 9);
      });
    });
  }
}, 60_000);

test('the same events in any order and on any number of threads give the same bits', async () => {
  const random = seededRandom(5);
  const events = Array.from(
    { length: 3000 },
    (_, i): Event => ({ key: String(i % 3), time: i * 1_000_000, known: null, value: random() / 3 }),
  );
  const probes = Array.from({ length: 300 }, (_, i) => ({ key: String(i % 3), time: i * 10_000_000 }));
  const results = new Set<string>();
  for (const threads of [1, 2, 4]) {
    await using session = await openSession({ threads });
    const shuffled = events.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
    const found = await aggregate(
      session,
      probes,
      shuffled.map(({ one }) => one),
      functions.map((name) => of(name, hour)),
    );
    results.add(JSON.stringify(found));
  }
  expect(results.size).toBe(1);
});

function search(
  { key, time: t }: Probe,
  events: readonly Event[],
  { function: name, window }: WindowAggregate,
  { asKnown, equalTimes }: { asKnown: boolean; equalTimes: 'inclusive' | 'strict' },
): number | null {
  if (key === null || t === null) return null;
  const within = events.filter(({ key: k, time, known }) => {
    if (k !== key || time === null || time < t - window || time >= t) return false;
    return !asKnown || (known !== null && (equalTimes === 'strict' ? known < t : known <= t));
  });
  if (name === 'count') return within.length;
  const values = within.flatMap(({ value }) => (value === null ? [] : [value]));
  const sum = values.reduce((a, b) => a + b, 0);
  if (values.length === 0) return null;
  if (name === 'sum') return sum;
  if (name === 'mean') return sum / values.length;
  if (name === 'min') return Math.min(...values);
  if (name === 'max') return Math.max(...values);
  if (values.length < 2) return null;
  const mean = sum / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1));
}
