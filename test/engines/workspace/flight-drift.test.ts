import { beforeAll, expect, test } from 'vitest';
import { type Flights, leaveOneWeekOut, plantedDrift, readFlights } from '../../../bench/drift/flights.ts';

// Real windows differ by far more than rows drawn anew would: by p-values of rows nearly every week of these alarms.
let flights: Flights;
beforeAll(async () => {
  flights = await readFlights();
}, 120_000);

test('of 13 weeks in which nothing is wrong, held against the others with all columns, at most one alarms', () => {
  const weeks = leaveOneWeekOut(flights);
  expect(weeks).toHaveLength(13);
  expect(weeks.filter(({ length }) => length > 0).length).toBeLessThanOrEqual(1);
}, 60_000);

test('planted drift alarms in its second week at the latest, by the columns that it moves, and not before', () => {
  const weeks = plantedDrift(flights);
  expect(weeks.filter(({ planted }) => !planted).flatMap(({ alarms }) => alarms)).toEqual([]);
  const planted = weeks.filter((week) => week.planted);
  const first = planted.findIndex(({ alarms }) => alarms.length > 0);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(first).toBeLessThanOrEqual(1);
  const columns = planted.slice(1).map(({ alarms }) => alarms.map(({ column }) => column));
  expect(columns.every((names) => names.includes('flight:distance_mi'))).toBe(true);
}, 60_000);
