import { byCodeUnit } from '../../features/category.ts';
import type { CategoryColumn, Column, Frame } from '../../features/frame.ts';

/** A category of more levels than this tells rows apart, not kinds of rows. */
const mostLevels = 1000;

/** Columns that a tree can learn from: numbers, and categories of at most a thousand levels. */
export function learnableFrame({ rows, columns }: Frame): Frame {
  return { rows, columns: new Map([...columns].filter(([, column]) => isLearnable(column))) };
}

function isLearnable(column: Column): boolean {
  return column.type === 'number' || (column.type === 'category' && column.levels.length <= mostLevels);
}

/** The rows of one frame after those of another; columns that both have, of the same type. */
export function stackedFrames(first: Frame, second: Frame): Frame {
  const columns = new Map<string, Column>();
  for (const [name, above] of first.columns) {
    const below = second.columns.get(name);
    const stacked = below && stackedColumn(above, below);
    if (stacked !== undefined) columns.set(name, stacked);
  }
  return { rows: first.rows + second.rows, columns };
}

function stackedColumn(above: Column, below: Column): Column | undefined {
  if (above.type === 'category' && below.type === 'category') return stackedLevels(above, below);
  if (above.type === 'category' || below.type === 'category' || above.type !== below.type) return undefined;
  const values = new Float64Array(above.values.length + below.values.length);
  values.set(above.values);
  values.set(below.values, above.values.length);
  return { type: above.type, values };
}

function stackedLevels(above: CategoryColumn, below: CategoryColumn): CategoryColumn {
  const levels = [...new Set([...above.levels, ...below.levels])].sort(byCodeUnit);
  const place = new Map(levels.map((level, code) => [level, code]));
  const codesOf = ({ codes, levels: own }: CategoryColumn) =>
    [...codes].map((code) => place.get(own[code] ?? '') ?? -1);
  return { type: 'category', levels, codes: Int32Array.from([...codesOf(above), ...codesOf(below)]) };
}
