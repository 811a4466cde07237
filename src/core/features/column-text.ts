import type { Column } from './frame.ts';
import { timeText } from './time-text.ts';

/** The values of a column as text, null where missing: categories as they are, numbers as JSON writes them, times in UTC. */
export function columnText(column: Column): (string | null)[] {
  if (column.type === 'category') return Array.from(column.codes, (code) => column.levels[code] ?? null);
  const text = column.type === 'time' ? timeText : String;
  const known = new Map<number, string>();
  return Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return null;
    const seen = known.get(value) ?? text(value);
    known.set(value, seen);
    return seen;
  });
}
