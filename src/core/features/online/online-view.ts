import { durationMicros } from '../../definitions/schema/values.ts';
import { categoryColumn } from '../category.ts';
import type { Column } from '../frame.ts';
import { newestRow } from './newest-row.ts';
import type { KeyedRows, OnlineRows } from './online-rows.ts';
import type { OnlineJoin } from './plan-joins.ts';
import { windowValue } from './window-value.ts';

/** The rows of a view, ready to be asked by key. */
export interface OnlineView {
  /** Predictions before this time (microseconds) can't be answered. */
  readonly since: number;
  /** Kept rows, for plain features and for windows. */
  readonly rows: number;
  /** Whether there is any row of the key. */
  has(key: string): boolean;
  /** Features by name as the offline join gives them, for keys (null: missing) and times (microseconds, NaN: missing) of equal length. */
  features(keys: Keys, times: Float64Array): ReadonlyMap<string, Column>;
}

type Keys = readonly (string | null)[];
type View = OnlineJoin['view'];
type ReadColumn = (keys: Keys, times: Float64Array) => Column;

export function openOnlineView(
  { view, features }: Pick<OnlineJoin, 'view' | 'features'>,
  kept: OnlineRows,
): OnlineView {
  const { newest, windows, since } = kept;
  const [newestGroups, windowGroups] = [groupsOf(newest), groupsOf(windows)];
  const readers = features.map((name) => {
    const read = plainReader(view, name, kept, newestGroups) ?? windowReader(view, name, kept, windowGroups);
    if (read === undefined) throw new TypeError(`no rows were read for ${view.name}:${name}`);
    return [name, read] as const;
  });
  return {
    since,
    rows: (newest?.starts.at(-1) ?? 0) + (windows?.starts.at(-1) ?? 0),
    has: (key) => newestGroups.has(key) || windowGroups.has(key),
    features: (keys, times) => new Map(readers.map(([name, read]) => [name, read(keys, times)])),
  };
}

function groupsOf(rows: KeyedRows | undefined): ReadonlyMap<string, number> {
  return new Map(rows?.keys.map((key, group) => [key, group]));
}

function plainReader(
  { equalTimes, ttl }: View,
  name: string,
  { newest }: OnlineRows,
  groups: ReadonlyMap<string, number>,
): ReadColumn | undefined {
  const column = newest?.features.get(name);
  if (newest === undefined || column === undefined) return undefined;
  const rule = { equalTimes, ttl: ttl === undefined ? undefined : durationMicros(ttl) };
  return (keys, times) => {
    const places = keys.map((key, row) => {
      const group = key === null ? undefined : groups.get(key);
      return group === undefined ? -1 : newestRow(newest, group, times[row] ?? Number.NaN, rule);
    });
    return valuesAt(column, places);
  };
}

function windowReader(
  view: View,
  name: string,
  { windows }: OnlineRows,
  groups: ReadonlyMap<string, number>,
): ReadColumn | undefined {
  const aggregate = view.aggregate[name];
  if (windows === undefined || aggregate === undefined) return undefined;
  const rule = { function: aggregate.function, window: durationMicros(aggregate.window), equalTimes: view.equalTimes };
  const of = windows.values.get(name);
  return (keys, times) => {
    const values = new Float64Array(keys.length);
    for (const [row, key] of keys.entries()) {
      const group = key === null ? undefined : (groups.get(key) ?? -1);
      values[row] = group === undefined ? Number.NaN : windowValue(windows, of, group, times[row] ?? Number.NaN, rule);
    }
    return { type: 'number', values };
  };
}

/** The values at these places; -1 is missing. Categories keep only the levels that occur: a request has one row of thousands. */
function valuesAt(column: Column, places: readonly number[]): Column {
  if (column.type !== 'category')
    return { type: column.type, values: Float64Array.from(places, (place) => column.values[place] ?? Number.NaN) };
  return categoryColumn(places.map((place) => column.levels[column.codes[place] ?? -1] ?? null));
}
