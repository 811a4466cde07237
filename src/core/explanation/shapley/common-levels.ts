import type { Column, Frame } from '../../features/frame.ts';
import { recode } from '../../features/preparation/levels.ts';

/** Both frames with the same levels in each category column of the same name: values of one can stand in the other. */
export function withCommonLevels(a: Frame, b: Frame): readonly [Frame, Frame] {
  const levels = new Map<string, readonly string[]>();
  for (const [name, column] of a.columns) {
    const other = b.columns.get(name);
    if (column.type !== 'category' || other?.type !== 'category' || column.levels === other.levels) continue;
    levels.set(name, [...new Set([...column.levels, ...other.levels])].sort());
  }
  return [recoded(a, levels), recoded(b, levels)];
}

function recoded({ rows, columns }: Frame, levels: ReadonlyMap<string, readonly string[]>): Frame {
  const made = [...columns].map(([name, column]): [string, Column] => {
    const common = levels.get(name);
    return [name, common !== undefined && column.type === 'category' ? recode(column, common) : column];
  });
  return { rows, columns: new Map(made) };
}
