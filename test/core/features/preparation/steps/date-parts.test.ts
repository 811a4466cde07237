import { expect, test } from 'vitest';
import type { PreparationStep } from '../../../../../src/core/definitions/schema/model.ts';
import { applyPreparation } from '../../../../../src/core/features/preparation/apply-preparation.ts';
import { fitPreparation } from '../../../../../src/core/features/preparation/fit-preparation.ts';
import { contents, frameOf, times } from '../columns.ts';

const all = ['year', 'month', 'day', 'weekday', 'hour', 'minute'] as const;
const step = (zone: string): PreparationStep => ({ dateParts: { columns: 'time', parts: [...all], zone } });
function partsOf(time: string, zone: string): (number | string | null | undefined)[] {
  const frame = frameOf({ 'f:t': times(time) });
  const result = contents(applyPreparation(fitPreparation([step(zone)], frame), frame));
  return all.map((part) => result[`f:t.${part}`]?.[0]);
}

// Local times by the IANA database (zdump), weekdays by the calendar.
test.each([
  ['1970-01-01T00:00:00Z', 'UTC', [1970, 1, 1, 4, 0, 0]],
  ['1969-12-31T23:59:59.999Z', 'UTC', [1969, 12, 31, 3, 23, 59]],
  ['2001-04-01T09:59:59Z', 'America/Los_Angeles', [2001, 4, 1, 7, 1, 59]],
  ['2001-04-01T10:00:00Z', 'America/Los_Angeles', [2001, 4, 1, 7, 3, 0]],
  ['2001-10-28T08:30:00Z', 'America/Los_Angeles', [2001, 10, 28, 7, 1, 30]],
  ['2001-10-28T09:30:00Z', 'America/Los_Angeles', [2001, 10, 28, 7, 1, 30]],
  ['2024-02-29T20:00:00Z', 'Asia/Kathmandu', [2024, 3, 1, 5, 1, 45]],
  ['2023-09-30T15:29:00Z', 'Australia/Lord_Howe', [2023, 10, 1, 7, 1, 59]],
  ['2023-09-30T15:30:00Z', 'Australia/Lord_Howe', [2023, 10, 1, 7, 2, 30]],
  ['2011-12-30T09:59:00Z', 'Pacific/Apia', [2011, 12, 29, 4, 23, 59]],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', [2011, 12, 31, 6, 0, 0]],
])('%s in %s', (time, zone, expected) => {
  expect(partsOf(time, zone)).toEqual(expected);
});

test('parts come in the declared order, instead of the time, and missing stays missing', () => {
  const frame = frameOf({ 'f:t': times('2024-05-06T07:08:00Z', null) });
  const parts: PreparationStep = { dateParts: { columns: ['t'], parts: ['hour', 'weekday'], zone: 'UTC' } };
  const result = contents(applyPreparation(fitPreparation([parts], frame), frame));
  expect(Object.entries(result)).toEqual([
    ['f:t.hour', [7, null]],
    ['f:t.weekday', [1, null]],
  ]);
});

test('an unknown zone is refused with the nearest one', () => {
  const frame = frameOf({ 'f:t': times('2024-05-06T07:08:00Z') });
  expect(() => fitPreparation([step('Europe/Berlim')], frame)).toThrowError(
    expect.objectContaining({
      class: 'config',
      faults: [expect.objectContaining({ hint: 'Did you mean "Europe/Berlin"?' })],
    }),
  );
});

test('moments across fifty years agree with Intl, asked one by one', () => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Europe/Lisbon',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const stamps = Array.from({ length: 5000 }, (_, i) => Date.UTC(1960, 0, 1) + i * 88 * 3_600_000 + 1_234_567);
  const frame = frameOf({ 'f:t': { type: 'time', values: Float64Array.from(stamps, (s) => s * 1000) } });
  const parts: PreparationStep = { dateParts: { columns: 'time', parts: ['hour', 'minute'], zone: 'Europe/Lisbon' } };
  const result = contents(applyPreparation(fitPreparation([parts], frame), frame));
  const ours = result['f:t.hour']?.map((hour, i) => `${hour}:${result['f:t.minute']?.[i]}`);
  expect(ours).toEqual(stamps.map((stamp) => format.format(stamp).split(':').map(Number).join(':')));
});
