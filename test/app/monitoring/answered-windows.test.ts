import { expect, test } from 'vitest';
import { answeredWindows, newestUntil } from '../../../app/monitoring/answered-windows.ts';

const lock = (until: string, source = 'departures') =>
  ({ apiVersion: 'aval/v1', kind: 'SourceLock', source, rows: 9, until }) as const;
const closed = {
  package: 'sha256:a',
  until: '2001-05-27T00:00:00Z',
  windows: ['2001-05-15T00:00:00Z', '2001-05-22T00:00:00Z'],
};
const week = 7 * 8.64e10;
const answered = (...ends: string[]) =>
  answeredWindows(closed, { package: 'sha256:a', locks: ends.map((end) => lock(end)), window: week });

test('what was closed stays answered while the data are the same, or reach less than a window further', () => {
  expect(answered('2001-05-27T00:00:00Z')).toEqual(closed.windows);
  expect(answered('2001-06-02T23:59:59Z')).toEqual(closed.windows);
  expect(answered()).toEqual(closed.windows);
  const endless = { ...closed, until: undefined };
  const next = { package: 'sha256:a', locks: [lock('2001-06-03T00:00:00Z')], window: week };
  expect(answeredWindows(endless, next)).toEqual(closed.windows);
});

test('once the data reach a whole window further it may be proposed again, whatever zone the lock is written in', () => {
  expect(answered('2001-06-03T00:00:00Z')).toEqual([]);
  expect(answered('2001-06-02T17:00:00-07:00')).toEqual([]);
  expect(answered('2001-05-01T00:00:00Z', '2001-06-03T00:00:00Z')).toEqual([]);
  expect(newestUntil([lock('2001-06-02T17:00:00-07:00'), lock('2001-06-02T23:00:00Z')])).toBe(
    '2001-06-02T17:00:00-07:00',
  );
});

test('nothing is answered of another package than the one that ran, or where nothing was closed', () => {
  const next = { package: 'sha256:b', locks: [], window: week };
  expect([answeredWindows(closed, next), answeredWindows(undefined, next)]).toEqual([[], []]);
});
