import * as z from 'zod';
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../../features/frame.ts';
import { distinctSketchSchema, mergeDistinctSketches, sketchDistinct } from './distinct-sketch.ts';
import { frequentLevels, frequentLevelsSchema, mergeFrequentLevels } from './frequent-levels.ts';
import { mergeMoments, momentsOf, momentsSchema } from './moments.ts';
import { mergeQuantileSketches, quantileSketchSchema, sketchQuantiles } from './quantile-sketch.ts';

const rowCount = z.int().min(0);
const micros = z.int().nullable();

/** `count` is rows with a value. Infinite numbers are counted apart and are in neither moments nor quantiles. */
export const columnProfileSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    count: rowCount,
    missing: rowCount,
    infinite: rowCount,
    moments: momentsSchema,
    quantiles: quantileSketchSchema,
  }),
  z.strictObject({
    type: z.literal('category'),
    count: rowCount,
    missing: rowCount,
    levels: frequentLevelsSchema,
    distinct: distinctSketchSchema,
  }),
  z.strictObject({ type: z.literal('time'), count: rowCount, missing: rowCount, minimum: micros, maximum: micros }),
]);
export type ColumnProfile = z.output<typeof columnProfileSchema>;
type NumberProfile = Extract<ColumnProfile, { type: 'number' }>;
type CategoryProfile = Extract<ColumnProfile, { type: 'category' }>;
type TimeProfile = Extract<ColumnProfile, { type: 'time' }>;

export function profileColumn(column: Column, seed: number): ColumnProfile {
  switch (column.type) {
    case 'number':
      return profileNumber(column, seed);
    case 'category':
      return profileCategory(column);
    case 'time':
      return profileTime(column);
  }
}

/** Profile of both parts of a column; undefined when they are of different types. */
export function mergeColumnProfiles(a: ColumnProfile, b: ColumnProfile): ColumnProfile | undefined {
  const totals = { count: a.count + b.count, missing: a.missing + b.missing };
  if (a.type === 'number' && b.type === 'number') {
    const moments = mergeMoments(a.moments, b.moments);
    const quantiles = mergeQuantileSketches(a.quantiles, b.quantiles);
    return { type: 'number', ...totals, infinite: a.infinite + b.infinite, moments, quantiles };
  }
  if (a.type === 'category' && b.type === 'category') {
    const levels = mergeFrequentLevels(a.levels, b.levels);
    return { type: 'category', ...totals, levels, distinct: mergeDistinctSketches(a.distinct, b.distinct) };
  }
  if (a.type !== 'time' || b.type !== 'time') return undefined;
  return { type: 'time', ...totals, minimum: smaller(a.minimum, b.minimum), maximum: larger(a.maximum, b.maximum) };
}

function profileNumber(column: NumberColumn, seed: number): NumberProfile {
  const finite = column.values.filter(Number.isFinite);
  const missing = column.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  const count = column.values.length - missing;
  const quantiles = sketchQuantiles(finite, seed);
  return { type: 'number', count, missing, infinite: count - finite.length, moments: momentsOf(finite), quantiles };
}

function profileCategory(column: CategoryColumn): CategoryProfile {
  const rows = new Float64Array(column.levels.length);
  let count = 0;
  for (const code of column.codes) {
    if (code < 0) continue;
    rows[code] = (rows[code] ?? 0) + 1;
    count += 1;
  }
  const counts = new Map(
    column.levels.map((level, code) => [level, rows[code] ?? 0] as const).filter(([, n]) => n > 0),
  );
  const distinct = sketchDistinct(counts.keys());
  return { type: 'category', count, missing: column.codes.length - count, levels: frequentLevels(counts), distinct };
}

function profileTime(column: TimeColumn): TimeProfile {
  let [minimum, maximum, count]: [number | null, number | null, number] = [null, null, 0];
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    minimum = smaller(minimum, value);
    maximum = larger(maximum, value);
    count += 1;
  }
  return { type: 'time', count, missing: column.values.length - count, minimum, maximum };
}

const smaller = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const larger = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));
