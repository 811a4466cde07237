import { beforeAll, expect, test } from 'vitest';
import { type Flights, readFlights } from '../../../bench/drift/flights.ts';
import { aprilWeeks, quietWeeks, ruleOf } from '../../../bench/drift/together.ts';

// Real weeks differ in all columns together, too: by p-values of rows nearly every one of them alarms.
let flights: Flights;
beforeAll(async () => {
  flights = await readFlights();
}, 120_000);

test('of 13 weeks in which nothing is wrong, held against the others, at most two alarm together', async () => {
  const weeks = await quietWeeks(flights, ruleOf('pca_reconstruction')); // the others: node bench/drift-together.ts
  expect(weeks).toHaveLength(13);
  expect(weeks.filter(({ alarm }) => alarm).length).toBeLessThanOrEqual(2);
}, 240_000);

test('destinations that go with the wrong distances are found in every week of April, and flights as they were are not', async () => {
  for (const method of ['domain_classifier', 'pca_reconstruction'] as const) {
    const told = async (dealtOut?: string) =>
      (await aprilWeeks(flights, ruleOf(method), dealtOut)).map(({ alarm }) => alarm);
    expect([method, await told()]).toEqual([method, [false, false, false, false, false]]);
    expect([method, await told('flight:destination')]).toEqual([method, [true, true, true, true, true]]);
  }
}, 240_000);
