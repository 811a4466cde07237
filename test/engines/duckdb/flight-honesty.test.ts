import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, expect, test } from 'vitest';
import { type ReadModelFrame, readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { templateFolder, templateModel } from '../../fixtures/template-model.ts';

const minute = 60_000_000;
const window = 180 * minute;

/** Times in microseconds since 1970, UTC. */
interface Flight {
  readonly id: number;
  readonly origin: string;
  readonly departs: number;
  readonly delay: number;
}

let read: ReadModelFrame;
let flights: Flight[];

beforeAll(async () => {
  const { resolved, files } = templateModel('flight-delay');
  read = await readModelFrame(resolved, files);
  flights = await readFlights();
}, 60_000);

test('the frame holds every flight once, by number, at its time', () => {
  expect(read.frame.keys).toEqual(flights.map(({ id }) => String(id)));
  expect([...read.frame.time]).toEqual(flights.map(({ departs }) => departs));
});

test('mean_delay_3h is the mean of the delays known by departure, and of nothing else', () => {
  const sample = flights.map((_, row) => row).filter((row) => row % 31 === 0);
  expect(sample.length).toBeGreaterThan(2000);
  const found = features(sample);
  expect(found).toEqual(
    sample.map((row) => rounded(meanDelay(row, ({ departs, delay }, t) => departs + delay * minute <= t))),
  );
});

test('it differs from the mean as of the timetable and from one that holds the own delay', () => {
  const sample = flights.map((_, row) => row).filter((row) => row % 311 === 0);
  const found = features(sample);
  const differing = (other: (number | null)[]): number =>
    other.filter((value, i) => value !== found[i]).length / sample.length;
  const asScheduled = sample.map((row) => rounded(meanDelay(row, () => true)));
  const leaking = sample.map((row) => rounded(meanDelay(row, () => true, true)));
  expect(differing(asScheduled)).toBeGreaterThan(0.3);
  expect(differing(leaking)).toBeGreaterThan(0.3);
});

function features(rows: readonly number[]): (number | null)[] {
  const column = read.frame.frame.columns.get('origin_traffic:mean_delay_3h');
  if (column?.type !== 'number') throw new Error('not a number column');
  return rows.map((row) => {
    const value = column.values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : rounded(value);
  });
}

/** The mean over [t - 3 h, t) at the same airport of the delays that `counts` admits; null when there is none. */
function meanDelay(row: number, counts: (other: Flight, t: number) => boolean, withOwn = false): number | null {
  const flight = flights[row];
  if (flight === undefined) return null;
  let sum = withOwn ? flight.delay : 0;
  let count = Number(withOwn);
  for (const other of flights) {
    if (other.origin !== flight.origin || other.departs < flight.departs - window || other.departs >= flight.departs)
      continue;
    if (!counts(other, flight.departs)) continue;
    sum += other.delay;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** Twelve digits: an exact sum of integers divided once may still differ in the last bit. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(12));
}

/** By another reader than DuckDB, with the zone resolved by another library than DuckDB's. */
async function readFlights(): Promise<Flight[]> {
  const bytes = await readFile(join(templateFolder, 'data/departures.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const objects = await parquetReadObjects({ file });
  return objects.map((row) => ({
    id: Number(row['flight_id']),
    origin: String(row['origin']),
    departs: pacific(row['departed_at']),
    delay: Number(row['delay_min']),
  }));
}

/** In 2001 Pacific time was UTC-8 until April 1, 2:00, then UTC-7 until October. */
function pacific(value: unknown): number {
  if (!(value instanceof Date)) throw new Error('not a time');
  const local = value.getTime();
  const hours = local < Date.UTC(2001, 3, 1, 2) ? 8 : 7;
  return (local + hours * 3_600_000) * 1000;
}
