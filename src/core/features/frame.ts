/** Missing is NaN. Booleans are 0 and 1. */
export interface NumberColumn {
  readonly type: 'number';
  readonly values: Float64Array;
}
/** `codes` index `levels`, missing is -1. Levels are distinct and sorted by code unit. */
export interface CategoryColumn {
  readonly type: 'category';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}
/** Microseconds since 1970-01-01T00:00Z, exact for the years 1684 to 2255; missing is NaN. */
export interface TimeColumn {
  readonly type: 'time';
  readonly values: Float64Array;
}
export type Column = NumberColumn | CategoryColumn | TimeColumn;

/** Columns of equal length, in order. Names of features are `view:feature`. */
export interface Frame {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Which side of the split each row is on. */
export const parts = ['train', 'dev', 'holdout', 'later', 'vault'] as const;
export type Part = (typeof parts)[number];

/** The spine with its features as known at each row's time, one row per spine row. */
export interface ModelFrame {
  readonly frame: Frame;
  /** Row keys, unique. */
  readonly keys: readonly string[];
  /** Microseconds since 1970, NaN where the spine has no time. */
  readonly time: Float64Array;
  /** Binary: 0 or 1; multiclass: index of the class; regression: the value; ranking: relevance. NaN where the label is missing. */
  readonly label: Float64Array;
  /** Raw text of the label, for `among: {label: ...}`. */
  readonly labelText: CategoryColumn;
  /** Index into `parts`. */
  readonly part: Uint8Array;
  /** Declared groups by name; codes index the group's values. */
  readonly groups: ReadonlyMap<string, CategoryColumn>;
  /** Ranking: which rows are ranked together. */
  readonly query?: CategoryColumn;
  /** Which rows are resampled together; where declared. */
  readonly cluster?: CategoryColumn;
  /** How much each row counts, 0 or more; where declared. */
  readonly weight?: Float64Array;
}

/** The rows at `index`, in that order. */
export function takeColumn(column: Column, index: Uint32Array): Column {
  if (column.type === 'category') {
    return { type: 'category', levels: column.levels, codes: Int32Array.from(index, (i) => column.codes[i] ?? -1) };
  }
  return { type: column.type, values: Float64Array.from(index, (i) => column.values[i] ?? Number.NaN) };
}

export function takeRows(frame: Frame, index: Uint32Array): Frame {
  const columns = new Map([...frame.columns].map(([name, column]) => [name, takeColumn(column, index)]));
  return { rows: index.length, columns };
}
