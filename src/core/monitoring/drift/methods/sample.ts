import type { Column } from '../../../features/frame.ts';

/** Finite values, ascending: what is missing or infinite is counted elsewhere. */
export interface NumberSample {
  readonly type: 'number';
  readonly values: Float64Array;
}

/** Rows of each level that occurs. */
export interface CategorySample {
  readonly type: 'category';
  readonly counts: ReadonlyMap<string, number>;
}

export type Sample = NumberSample | CategorySample;

/** The values of a column, of the rows named if any are; undefined for times, which no method compares. */
export function sampleOf(column: Column, rows?: Uint32Array): Sample | undefined {
  if (column.type === 'time') return undefined;
  if (column.type === 'category') return { type: 'category', counts: levelCounts(column.levels, column.codes, rows) };
  return {
    type: 'number',
    values: rows ? ascending(column.values, rows) : column.values.filter(Number.isFinite).sort(),
  };
}

/** Each window beside all the others. Numbers are sorted once; a window is taken out of them by one walk. */
export function* leaveOneOut(
  column: Column,
  windows: readonly Uint32Array[],
): Generator<{ readonly own: Sample; readonly rest: Sample }> {
  if (column.type === 'number') yield* leaveNumbersOut(column.values, windows);
  if (column.type === 'category')
    yield* leaveLevelsOut(windows.map((rows) => levelCounts(column.levels, column.codes, rows)));
}

function* leaveNumbersOut(
  values: Float64Array,
  windows: readonly Uint32Array[],
): Generator<{ readonly own: NumberSample; readonly rest: NumberSample }> {
  const owns = windows.map((rows) => ascending(values, rows));
  const all = new Float64Array(owns.reduce((sum, own) => sum + own.length, 0));
  let at = 0;
  for (const own of owns) {
    all.set(own, at);
    at += own.length;
  }
  all.sort();
  for (const own of owns) {
    yield { own: { type: 'number', values: own }, rest: { type: 'number', values: without(all, own) } };
  }
}

/** Finite values of these rows. */
function ascending(values: Float64Array, rows: Uint32Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (let i = 0; i < own.length; i++) own[i] = values[rows[i] ?? -1] ?? Number.NaN;
  return own.filter(Number.isFinite).sort();
}

/** All values but these, which are among them; both ascending. */
function without(all: Float64Array, some: Float64Array): Float64Array {
  const rest = new Float64Array(all.length - some.length);
  let [i, j] = [0, 0];
  for (const value of all) {
    if (value === some[j]) j++;
    else rest[i++] = value;
  }
  return rest;
}

function* leaveLevelsOut(
  windows: readonly ReadonlyMap<string, number>[],
): Generator<{ readonly own: CategorySample; readonly rest: CategorySample }> {
  const all = new Map<string, number>();
  for (const counts of windows) for (const [level, n] of counts) all.set(level, (all.get(level) ?? 0) + n);
  for (const own of windows) {
    const rest = [...all].map(([level, n]) => [level, n - (own.get(level) ?? 0)] as const).filter(([, n]) => n > 0);
    yield { own: { type: 'category', counts: own }, rest: { type: 'category', counts: new Map(rest) } };
  }
}

function levelCounts(levels: readonly string[], codes: Int32Array, rows?: Uint32Array): ReadonlyMap<string, number> {
  const counts = new Float64Array(levels.length);
  const count = (code = -1) => {
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  };
  if (rows) for (const row of rows) count(codes[row]);
  else for (const code of codes) count(code);
  return new Map(levels.map((level, code) => [level, counts[code] ?? 0] as const).filter(([, n]) => n > 0));
}
