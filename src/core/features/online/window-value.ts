import type { WindowAggregate } from '../aggregate.ts';
import { lowerBound } from './bounds.ts';
import type { AggregatedValues, WindowRows } from './online-rows.ts';
import { sampleDeviation } from './sample-deviation.ts';

export interface WindowRule extends Pick<WindowAggregate, 'function' | 'window'> {
  readonly equalTimes: 'inclusive' | 'strict';
}

/**
 * An aggregate over the rows of a group in [time - window, time) that are known at `time`: what `windowSql` gives, in the same order of addition.
 * `group` -1 is a key without rows: it counts 0, and everything else is missing (NaN), as for a window without rows. Its cost is the rows of the window.
 */
export function windowValue(
  rows: WindowRows,
  of: AggregatedValues | undefined,
  group: number,
  time: number,
  rule: WindowRule,
): number {
  if (Number.isNaN(time)) return Number.NaN;
  const [start = 0, end = 0] = group < 0 ? [] : [rows.starts[group], rows.starts[group + 1]];
  const from = lowerBound(rows.times, time - rule.window, start, end);
  const to = lowerBound(rows.times, time, from, end);
  const places: number[] = [];
  for (let row = from; row < to; row++) {
    if (isKnown(rows.known?.[row], time, rule) && !Number.isNaN(of?.values[row] ?? 0)) places.push(row);
  }
  if (of === undefined) return places.length;
  const isSum = rule.function === 'sum' || rule.function === 'mean';
  if (rule.function === 'stddev' || (isSum && !of.exact)) inOrder(places, rows.times, of.values);
  return reduce(rule.function, places, of.values);
}

/** Without a time of being known a row always is. One whose own is missing (NaN) never is. */
function isKnown(known: number | undefined, time: number, { equalTimes }: WindowRule): boolean {
  return known === undefined || (equalTimes === 'strict' ? known < time : known <= time);
}

/** The places come by time; rows of one time are to follow each other by value. Hardly any are out of order, so they are moved one by one. */
function inOrder(places: number[], times: Float64Array, values: Float64Array): void {
  for (let i = 1; i < places.length; i++) {
    const place = places[i] ?? 0;
    let before = i - 1;
    while (
      before >= 0 &&
      times[places[before] ?? 0] === times[place] &&
      (values[places[before] ?? 0] ?? 0) > (values[place] ?? 0)
    ) {
      places[before + 1] = places[before] ?? 0;
      before--;
    }
    places[before + 1] = place;
  }
}

/** Sums of integers are exact up to 2^53. */
function reduce(name: WindowRule['function'], places: readonly number[], values: Float64Array): number {
  if (name === 'count') return places.length;
  if (places.length === 0) return Number.NaN;
  if (name === 'stddev') return sampleDeviation(places.map((place) => values[place] ?? Number.NaN));
  let [sum, least, greatest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    const value = values[place] ?? Number.NaN;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  switch (name) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / places.length;
    case 'min':
      return least;
    case 'max':
      return greatest;
  }
}
