import type { ColumnGroup } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import { categoryColumn } from './category.ts';
import { columnText } from './column-text.ts';
import type { CategoryColumn, Column } from './frame.ts';

/** The group of each row: the value itself, or its bin. Throws `config` for bins over a column without numbers. */
export function groupColumn(column: Column, { name, bins }: ColumnGroup): CategoryColumn {
  if (bins === undefined) return categoryColumn(columnText(column));
  if (column.type !== 'number') {
    throw new AvalError('config', {
      rule: 'groups.bins',
      message: `group ${name}: its column holds no numbers to bin`,
    });
  }
  const edges = [...new Set(bins)].sort((a, b) => a - b);
  const labels = binLabels(edges);
  const labelOf = (value: number): string | null => {
    if (Number.isNaN(value)) return null;
    const bin = edges.findIndex((edge) => value <= edge);
    return labels[bin === -1 ? edges.length : bin] ?? null;
  };
  return categoryColumn(Array.from(column.values, labelOf), labels);
}

/** [25, 40] → "25 or under", "over 25 to 40", "over 40". */
export function binLabels(edges: readonly number[]): string[] {
  const middle = edges.slice(1).map((edge, i) => `over ${edges[i]} to ${edge}`);
  return [`${edges[0]} or under`, ...middle, `over ${edges.at(-1)}`];
}
