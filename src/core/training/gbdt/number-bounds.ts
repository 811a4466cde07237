import { maximumBins } from './feature-bins.ts';

/** Beyond this many rows, quantiles come from every k-th row: their error is far below a bin's width. */
const sampledRows = 200_000;
const widestIntegerRange = 65_536;

export interface IntegerRange {
  readonly low: number;
  readonly size: number;
}

/** Range of a column of small integers (ages, hours, codes), else undefined. Such columns need no sort and no search. */
export function integerRange(values: Float64Array): IntegerRange | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number; // row < length
    if (Number.isNaN(value)) continue;
    if (value !== Math.floor(value)) return undefined;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high >= low && high - low < widestIntegerRange ? { low, size: high - low + 1 } : undefined;
}

/** Upper bounds of at most 255 bins: between neighbouring distinct values, or at quantiles when there are more values. */
export function numberBounds(values: Float64Array, range: IntegerRange | undefined): Float64Array {
  if (range) {
    const distinct = distinctIntegers(values, range);
    if (distinct.length <= maximumBins) return boundsBetween(distinct);
  }
  const sorted = sortedSample(values);
  const distinct: number[] = [];
  for (let k = 0; k < sorted.length && distinct.length <= maximumBins; k++) {
    const value = sorted[k] as number; // k < length
    if (value !== distinct.at(-1)) distinct.push(value);
  }
  return distinct.length <= maximumBins ? boundsBetween(distinct) : quantileBounds(sorted);
}

function distinctIntegers(values: Float64Array, { low, size }: IntegerRange): number[] {
  const seen = new Uint8Array(size);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number; // row < length
    if (!Number.isNaN(value)) seen[value - low] = 1;
  }
  const distinct: number[] = [];
  for (let k = 0; k < size; k++) if (seen[k] === 1) distinct.push(k + low);
  return distinct;
}

function sortedSample(values: Float64Array): Float64Array {
  const step = Math.max(1, Math.ceil(values.length / sampledRows));
  const sample = new Float64Array(Math.ceil(values.length / step));
  let size = 0;
  for (let row = 0; row < values.length; row += step) {
    const value = values[row] as number; // row < length
    if (!Number.isNaN(value)) sample[size++] = value;
  }
  return sample.subarray(0, size).sort();
}

function boundsBetween(distinct: readonly number[]): Float64Array {
  const bounds = new Float64Array(Math.max(0, distinct.length - 1));
  for (let k = 0; k < bounds.length; k++) bounds[k] = between(distinct[k] as number, distinct[k + 1] as number);
  return ascending(bounds);
}

function quantileBounds(sorted: Float64Array): Float64Array {
  const bounds: number[] = [];
  const last = sorted.at(-1) as number; // more values than bins were found
  for (let bin = 1; bin < maximumBins; bin++) {
    const at = Math.floor((bin * sorted.length) / maximumBins);
    const below = sorted[at - 1] as number; // 1 <= at: there are more values than bins
    const bound = between(below, sorted[at] as number);
    if (bound < last) bounds.push(bound);
  }
  return ascending(Float64Array.from(bounds));
}

/** A finite bound t with low <= t < high, in the middle where doubles allow it; infinite values keep their order. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  const bound = middle < high && middle > low ? middle : low;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, bound));
}

/** Equal bounds, from a value that fills several quantiles, are one. */
function ascending(bounds: Float64Array): Float64Array {
  return bounds.filter((bound, k) => k === 0 || bound > (bounds[k - 1] as number)); // k >= 1 there
}
