import { quantile } from '../comparison/quantile.ts';
import type { Column, Frame } from '../features/frame.ts';
import { countLevels } from '../features/preparation/levels.ts';

/** A value of a feature: a number (a time in microseconds since 1970), or the place among a category's levels. */
export type GridValue = number;

const mostValues = 11;

/** Where partial dependence is drawn: the deciles of the middle nine tenths of the values, or the commonest levels. Fewer where values repeat. */
export function gridOf(column: Column): readonly GridValue[] {
  if (column.type === 'category') {
    const counts = countLevels(column);
    const common = [...counts.keys()].filter((code) => (counts[code] ?? 0) > 0);
    return common
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
      .slice(0, mostValues)
      .sort((a, b) => a - b);
  }
  const sorted = column.values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return [];
  const distinct = [...new Set(sorted)];
  if (distinct.length <= mostValues) return distinct;
  const at = (k: number) => quantile(sorted, 0.05 + (0.9 * k) / (mostValues - 1));
  return [...new Set(Array.from({ length: mostValues }, (_, k) => at(k)))];
}

/** What partial dependence (Friedman 2001) asks the model: the rows once for each value, all of them with that value of the feature: the rows of the first value first. */
export function gridFrame({ rows, columns }: Frame, feature: string, grid: readonly GridValue[]): Frame {
  const repeated = [...columns].map(([name, column]): [string, Column] => [
    name,
    name === feature ? filled(column, rows, grid) : repeatedColumn(column, grid.length),
  ]);
  return { rows: rows * grid.length, columns: new Map(repeated) };
}

function filled(column: Column, rows: number, grid: readonly GridValue[]): Column {
  const value = (_: unknown, at: number) => grid[Math.floor(at / rows)] ?? Number.NaN;
  const size = { length: rows * grid.length };
  return column.type === 'category'
    ? { ...column, codes: Int32Array.from(size, value) }
    : { ...column, values: Float64Array.from(size, value) };
}

function repeatedColumn(column: Column, times: number): Column {
  const many = <T extends Int32Array | Float64Array>(all: T, own: T): T => {
    for (let k = 0; k < times; k++) all.set(own, k * own.length);
    return all;
  };
  return column.type === 'category'
    ? { ...column, codes: many(new Int32Array(times * column.codes.length), column.codes) }
    : { ...column, values: many(new Float64Array(times * column.values.length), column.values) };
}

/** What a model answers to such rows: one curve for each row (individual conditional expectation, Goldstein et al. 2015). rows × values. */
export function curvesOf(answers: Float64Array, rows: number): Float64Array {
  const values = answers.length / Math.max(1, rows);
  return answers.map((_, at) => answers[(at % values) * rows + Math.floor(at / values)] as number); // a transposition
}
