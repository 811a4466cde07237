import { quantile } from '../comparison/quantile.ts';
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../features/frame.ts';
import { timeText } from '../features/time-text.ts';
import { levelCounts } from './level-counts.ts';
import { type Outliers, outliersOf } from './outliers.ts';

const probabilities = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;

interface Counts {
  readonly rows: number;
  /** Rows without a value; an infinite number is one. */
  readonly missing: number;
  /** Different values. */
  readonly distinct: number;
}

/** The most rows that one value has; absent where every value occurs once. Of several the first. */
export interface MostCommon<V> {
  readonly value: V;
  readonly rows: number;
  /** Of all rows, missing ones too. */
  readonly share: number;
}

/** What one column of data holds. */
export type ColumnDescription =
  | (Counts & {
      readonly type: 'number';
      readonly infinite: number;
      readonly mostCommon?: MostCommon<number>;
      /** At `probabilities`, by linear interpolation, of finite numbers; absent without any, and where they spread further than doubles can tell. */
      readonly quantiles?: readonly number[];
      readonly outliers: Outliers;
    })
  | (Counts & { readonly type: 'category'; readonly mostCommon?: MostCommon<string> })
  | (Counts & { readonly type: 'time'; readonly earliest?: string; readonly latest?: string })
  /** A personal column, or a key: a value would name somebody or something. */
  | (Counts & { readonly type: 'withheld'; readonly of: Column['type']; readonly because: 'personal' | 'key' });

export function describeColumn(column: Column): ColumnDescription {
  switch (column.type) {
    case 'number':
      return describeNumbers(column);
    case 'category':
      return describeLevels(column);
    case 'time':
      return describeTimes(column);
  }
}

/** Counts alone. */
export function withheld(column: Column, because: 'personal' | 'key'): ColumnDescription {
  const { rows, missing, distinct } = describeColumn(column);
  return { type: 'withheld', of: column.type, because, rows, missing, distinct };
}

function describeNumbers({ values }: NumberColumn): ColumnDescription {
  const rows = values.length;
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const sorted = present.filter(Number.isFinite);
  const { distinct, value, most } = runs(present);
  const quantiles = probabilities.map((p) => quantile(sorted, p));
  return {
    type: 'number',
    rows,
    missing: rows - present.length,
    distinct,
    infinite: present.length - sorted.length,
    ...(most > 1 && Number.isFinite(value) && { mostCommon: { value, rows: most, share: most / rows } }),
    ...(quantiles.every(Number.isFinite) && { quantiles }),
    outliers: outliersOf(sorted),
  };
}

function describeLevels(column: CategoryColumn): ColumnDescription {
  const counts = levelCounts(column);
  const rows = column.codes.length;
  const [value = '', most = 0] = counts[0] ?? [];
  return {
    type: 'category',
    rows,
    missing: rows - counts.reduce((sum, [, count]) => sum + count, 0),
    distinct: counts.length,
    ...(most > 1 && { mostCommon: { value, rows: most, share: most / rows } }),
  };
}

function describeTimes({ values }: TimeColumn): ColumnDescription {
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const [earliest, latest] = [present[0], present.at(-1)];
  return {
    type: 'time',
    rows: values.length,
    missing: values.length - present.length,
    distinct: runs(present).distinct,
    ...(earliest !== undefined && latest !== undefined && { earliest: timeText(earliest), latest: timeText(latest) }),
  };
}

/** Runs of equal values: how many, and the first of the longest. */
function runs(sorted: Float64Array): { readonly distinct: number; readonly value: number; readonly most: number } {
  let [distinct, value, most, start] = [0, Number.NaN, 0, 0];
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    distinct += 1;
    if (i - start > most) [value, most] = [sorted[start] ?? Number.NaN, i - start];
    start = i;
  }
  return { distinct, value, most };
}
