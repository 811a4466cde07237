import type { Column } from '../../core/features/frame.ts';
import { keyTexts } from '../../core/features/online/key-text.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import { timeText } from '../../core/features/time-text.ts';
import type { JoinableView } from '../protocol/joinable-view.ts';
import { Refusal } from '../protocol/refusal.ts';
import type { ViewFeed } from './view-feed.ts';

/** Joins what is in memory. `now` in milliseconds since 1970; `unknown` is told how many keys had no row. */
export function joinedView(
  join: OnlineJoin,
  feed: ViewFeed,
  now: () => number,
  unknown: (count: number) => void,
): JoinableView {
  const { name } = join.view;
  return {
    view: name,
    inputs: inputsOf(name, join.features),
    keys: join.keys,
    time: join.time,
    get fault() {
      return feed.view === undefined ? (feed.fault ?? 'its rows are being read') : undefined;
    },
    join(columns, rows) {
      const { view } = feed;
      if (view === undefined) throw unavailable(this);
      const keys = keyTexts(
        join.keys.map((key) => columns.get(key.name) ?? absentColumn),
        rows,
      );
      const times = timesOf(join.time === undefined ? undefined : columns.get(join.time), rows, now);
      refuseEarly(join, times, view.since);
      unknown(keys.filter((key) => key !== null && !view.has(key)).length);
      return new Map([...view.features(keys, times)].map(([feature, column]) => [`${name}:${feature}`, column]));
    },
  };
}

/** A view that is marked online, and whose features must be given all the same. */
export function refusedView(view: string, features: readonly string[], fault: string): JoinableView {
  return {
    view,
    inputs: inputsOf(view, features),
    keys: [],
    time: undefined,
    fault,
    join() {
      throw unavailable(this);
    },
  };
}

const inputsOf = (view: string, features: readonly string[]): string[] => features.map((name) => `${view}:${name}`);

function unavailable({ view, inputs, fault }: JoinableView): Refusal {
  return new Refusal(503, `${view} can't be joined, so give its features (${inputs.join(', ')}): ${fault}`);
}

const absentColumn: Column = { type: 'number', values: new Float64Array() };

function timesOf(column: Column | undefined, rows: number, now: () => number): Float64Array {
  if (column?.type === 'time') return column.values;
  return new Float64Array(rows).fill(now() * 1000);
}

/** Rows that an earlier prediction would need are not kept: the answer would be another one, and look the same. */
function refuseEarly(join: OnlineJoin, times: Float64Array, since: number): void {
  const row = times.findIndex((time) => time < since);
  if (row < 0) return;
  const where = join.time === undefined ? 'now' : `"${join.time}"[${row}]`;
  const found = `${where}: ${timeText(times[row] ?? 0)} is before ${timeText(since)}, the earliest that ${join.view.name} can be joined for`;
  throw new Refusal(400, `${found}: give its features, or keep more rows (--online-history)`);
}
