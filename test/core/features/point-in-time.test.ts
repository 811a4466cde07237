import { describe, expect, test } from 'vitest';
import { openSession } from '../../../src/engines/duckdb/session.ts';
import { pointInTimeCases } from '../../fixtures/point-in-time-cases.ts';
import { type JoinOptions, joinValues, type SpineRow, type ViewRow } from '../../fixtures/point-in-time-run.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const day = 86_400_000_000;

// DuckDB joins short spines with a loop and long ones by merging; they have had different bugs.
describe.each([
  ['loop', 64],
  ['merge', 0],
])('the %s operator', (_operator, threshold) => {
  test.each(pointInTimeCases)('$name', async ({ spine, rows, options, expected }) => {
    await using session = await openSession();
    await session.run(`SET asof_loop_join_threshold = ${threshold}`);
    const numbered = rows.map((row, i): ViewRow => [row[0], row[1], row[2], row[3], i]);
    expect(await joinValues(session, spine, numbered, options ?? {})).toEqual(expected);
  });

  test('C24 a day of TTL is 24 hours, also where clocks change and whatever the zone of the session', async () => {
    await using session = await openSession();
    await session.run(`SET asof_loop_join_threshold = ${threshold}`);
    await session.run("SET TimeZone = 'America/New_York'");
    const rows: ViewRow[] = [[['a'], '2024-03-09 12:30:00+00', null, 1]];
    expect(await joinValues(session, [[['a'], '2024-03-10 12:00:00+00']], rows, { ttl: day })).toEqual([1]);
  });
});

test('C21 one view joined by two keys of the spine gives each its own value', async () => {
  await using session = await openSession();
  const rows: ViewRow[] = [
    [['SEA'], '2025-01-01 00:00:00+00', null, 1],
    [['SAN'], '2025-01-01 00:00:00+00', null, 2],
  ];
  const flight = { origin: 'SEA', destination: 'SAN', time: '2025-01-02 00:00:00+00' };
  expect(await joinValues(session, [[[flight.origin], flight.time]], rows, {})).toEqual([1]);
  expect(await joinValues(session, [[[flight.destination], flight.time]], rows, {})).toEqual([2]);
});

test('C25 the same rows in any order on 1, 2 or 4 threads give the same values', async () => {
  const random = seededRandom(3);
  const rows = Array.from(
    { length: 4000 },
    (_, i): ViewRow => [[String(i % 7)], minutes(i % 11), minutes(i % 5), i, i],
  );
  const spine = Array.from({ length: 2000 }, (_, i): SpineRow => [[String(i % 7)], minutes(i % 13)]);
  const results = new Set<string>();
  for (const threads of [1, 2, 4, 1, 2, 4]) {
    await using session = await openSession({ threads });
    const shuffled = rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
    results.add(
      JSON.stringify(
        await joinValues(
          session,
          spine,
          shuffled.map(({ row }) => row),
          {},
        ),
      ),
    );
  }
  expect(results.size).toBe(1);
});

test('agrees with a brute-force search on 300 random data sets, by both operators, with and without TTL, cutoff and equal times', async () => {
  const random = seededRandom(12345);
  const integer = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const maybe = <T>(share: number, value: T): T | null => (random() < share ? null : value);
  await using session = await openSession();
  for (let set = 0; set < 300; set++) {
    const long = set % 2 === 1;
    const keys = integer(1, long ? 12 : 4);
    const span = integer(3, 20);
    const spine = Array.from(
      { length: long ? integer(100, 200) : integer(3, 50) },
      (): SpineRow => [[maybe(0.03, String(integer(1, keys + 1)))], maybe(0.02, minutes(integer(0, span)))],
    );
    const rows = Array.from(
      { length: long ? integer(100, 300) : integer(5, 80) },
      (_, tie): ViewRow => [
        [maybe(0.03, String(integer(1, keys)))],
        maybe(0.03, minutes(integer(0, span))),
        maybe(0.1, minutes(integer(0, span + 5))),
        maybe(0.25, tie),
        tie,
      ],
    );
    const options: JoinOptions = {
      asKnown: random() < 0.5,
      equalTimes: random() < 0.5 ? 'strict' : 'inclusive',
      ...(random() < 0.67 && { ttl: integer(0, 3) * 60_000_000 }),
    };
    const expected = spine.map((row) => search(row, rows, options));
    expect(await joinValues(session, spine, rows, options), `set ${set} ${JSON.stringify(options)}`).toEqual(expected);
  }
}, 60_000);

/** The rules of the join, read aloud: all rows that count, the greatest of them, its value if it is not too old. */
function search(
  [[key], t]: SpineRow,
  rows: readonly ViewRow[],
  { ttl, asKnown, equalTimes }: JoinOptions,
): number | null {
  if (key == null || t === null) return null;
  const before = (time: string): boolean => (equalTimes === 'strict' ? time < t : time <= t);
  let best: ViewRow | undefined;
  for (const row of rows) {
    const [[rowKey], e, c] = row;
    if (rowKey !== key || e === null || !before(e)) continue;
    if (asKnown && (c === null || !before(c))) continue;
    if (best === undefined || newer(row, best)) best = row;
  }
  if (best === undefined || best[1] === null) return null;
  const age = (Date.parse(t) - Date.parse(best[1])) * 1000;
  return ttl !== undefined && age > ttl ? null : best[3];
}

function newer(a: ViewRow, b: ViewRow): boolean {
  const order = (row: ViewRow): [string, string, number] => [row[1] ?? '', row[2] ?? '', row[4] ?? 0];
  const [e, c, tie] = order(a);
  const [otherE, otherC, otherTie] = order(b);
  if (e !== otherE) return e > otherE;
  return c !== otherC ? c > otherC : tie > otherTie;
}

/** Sorts as text. */
function minutes(count: number): string {
  return `2025-01-01 00:${String(count).padStart(2, '0')}:00+00`;
}
