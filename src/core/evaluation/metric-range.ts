import type { Metric } from './metric.ts';

/** Least and greatest value. */
export type Range = readonly [number, number];

/** What a metric's number can be: shares and scores of 0 to 1 unless it says otherwise, losses from 0 unless costs may be gains. */
export function rangeOf({ range, kind, betterIs, costs }: Metric): Range {
  if (range !== undefined) return range;
  if (kind === 'proportion' || kind === 'ratio' || kind === 'rocAuc' || betterIs === 'higher') return [0, 1];
  return betterIs === 'lower' && costs === undefined ? [0, Infinity] : [-Infinity, Infinity];
}
