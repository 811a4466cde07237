import { expect, test } from 'vitest';
import type { Column } from '../../../src/core/features/frame.ts';
import type { OnlineRows } from '../../../src/core/features/online/online-rows.ts';
import { type OnlineJoin, planJoins } from '../../../src/core/features/online/plan-joins.ts';
import { joinedView } from '../../../src/serving/online/join-view.ts';
import { type OnlineEvent, onlineLine } from '../../../src/serving/online/online-event.ts';
import { ViewFeed } from '../../../src/serving/online/view-feed.ts';
import { templateModel } from '../../fixtures/template-model.ts';

const hour = 3_600_000_000;

/** The template's view; `timed`: the model has the feature that says when a flight leaves. */
function trafficJoin(timed = true): OnlineJoin {
  const { resolved } = templateModel('flight-delay');
  const features = resolved.model.features.filter((name) => timed || name !== 'flight:scheduled_at');
  const [planned] = planJoins({ ...resolved, model: { ...resolved.model, features } }, resolved);
  if (planned?.kind !== 'join') throw new Error('not joined');
  return planned.join;
}

/** A delay of 10 minutes at 1:00 in Seattle, and what was delayed by `second` at 2:00. */
function rowsWith(second: number): OnlineRows {
  const values = { values: Float64Array.of(10, second), exact: true };
  const times = Float64Array.of(hour, 2 * hour);
  const keyed = { keys: ['SEA'], starts: Uint32Array.of(0, 2) };
  return { since: hour, windows: { ...keyed, times, known: times, values: new Map([['mean_delay_3h', values]]) } };
}

function world(join = trafficJoin()) {
  const told: OnlineEvent[] = [];
  const source = { identity: 'a', rows: rowsWith(20), broken: false, reads: 0, now: 5000 };
  const feed = new ViewFeed({
    join,
    current: async () => {
      if (source.broken) throw new Error('the address does not answer');
      return { path: 'nowhere', identity: source.identity, fetched: false };
    },
    read: async () => {
      source.reads += 1;
      return source.rows;
    },
    now: () => source.now,
    told: (event) => told.push(event),
  });
  return { told, source, feed };
}

const origins = (...levels: string[]) =>
  ['flight:origin', { type: 'category', levels, codes: Int32Array.from(levels.keys()) }] as const;
const timesAt = (...values: number[]) =>
  ['flight:scheduled_at', { type: 'time', values: Float64Array.from(values) }] as const;

test('a source whose bytes are the same is not read again; two who ask at once are one read', async () => {
  const { told, source, feed } = world();
  await Promise.all([feed.refresh('c'), feed.refresh('c')]);
  source.now = 9000;
  await feed.refresh('c');
  expect([source.reads, feed.checked]).toEqual([1, 9000]);
  source.identity = 'b';
  await feed.refresh('c');
  expect(source.reads).toBe(2);
  expect(told).toEqual([{ kind: 'read', view: 'origin_traffic', rows: 2 }]);
});

test('a source that fails from the start is said once, and once more when it is read', async () => {
  const { told, source, feed } = world();
  source.broken = true;
  const view = joinedView(
    trafficJoin(),
    feed,
    () => 0,
    () => undefined,
  );
  expect(view.fault).toBe('its rows are being read');
  for (let k = 0; k < 3; k++) await feed.refresh('c');
  expect([feed.failures, feed.checked, view.fault]).toEqual([3, undefined, 'the address does not answer']);
  const asked = () => view.join(new Map<string, Column>([origins('SEA'), timesAt(3 * hour)]), 1);
  expect(asked).toThrow(
    "origin_traffic can't be joined, so give its features (origin_traffic:mean_delay_3h): the address does not answer",
  );
  source.broken = false;
  await feed.refresh('c');
  expect(asked().get('origin_traffic:mean_delay_3h')).toEqual({ type: 'number', values: Float64Array.of(15) });
  expect(told.map(onlineLine)).toEqual([
    "the rows of the view origin_traffic can't be read, so its features must be in the request: the address does not answer",
    'the rows of the view origin_traffic are read: 2 are kept',
  ]);
});

test('after a failure what was read goes on, and its age is that of the last look that succeeded', async () => {
  const { told, source, feed } = world();
  await feed.refresh('c');
  Object.assign(source, { broken: true, now: 60_000, rows: rowsWith(40) });
  await feed.refresh('c');
  expect([feed.checked, feed.view?.rows, feed.failures]).toEqual([5000, 2, 1]);
  expect(told.at(-1)).toMatchObject({ kind: 'unreadable', kept: true });
});

test('keys without a row are counted, missing ones are not; a time before what is kept is refused', async () => {
  const { feed } = world();
  await feed.refresh('c');
  const counts: number[] = [];
  const view = joinedView(
    trafficJoin(),
    feed,
    () => 0,
    (count) => counts.push(count),
  );
  const missing = [
    'flight:origin',
    { type: 'category', levels: ['SEA', 'XXX'], codes: Int32Array.of(0, 1, -1) },
  ] as const;
  const found = view.join(new Map<string, Column>([missing, timesAt(2 * hour, 2 * hour, 2 * hour)]), 3);
  expect(found.get('origin_traffic:mean_delay_3h')).toEqual({
    type: 'number',
    values: Float64Array.of(10, Number.NaN, Number.NaN),
  });
  expect(counts).toEqual([1]);
  expect(() => view.join(new Map<string, Column>([origins('SEA'), timesAt(hour - 1)]), 1)).toThrow(
    '"flight:scheduled_at"[0]: 1970-01-01T00:59:59.999999Z is before 1970-01-01T01:00:00Z',
  );
});

test('where no feature says when the prediction is, it is now', async () => {
  const join = trafficJoin(false);
  const { feed } = world(join);
  await feed.refresh('c');
  const at = (now: number) =>
    joinedView(
      join,
      feed,
      () => now / 1000,
      () => undefined,
    )
      .join(new Map<string, Column>([origins('SEA')]), 1)
      .get('origin_traffic:mean_delay_3h');
  expect(at(2 * hour)).toEqual({ type: 'number', values: Float64Array.of(10) });
  expect(at(3 * hour)).toEqual({ type: 'number', values: Float64Array.of(15) });
});
