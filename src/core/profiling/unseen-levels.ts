import type { CategoryColumn } from '../features/frame.ts';
import { levelCounts } from './level-counts.ts';

const mostListed = 5;

/** Rows with a level that is not among those known. */
export interface UnseenLevels {
  readonly rows: number;
  /** Of all rows, and of those with a level: 0 without any. */
  readonly share: number;
  readonly shareOfPresent: number;
  /** The most frequent, at most five. */
  readonly levels: readonly string[];
}

/** An empty text is a level, and white space matters. */
export function unseenLevels(column: CategoryColumn, known: ReadonlySet<string>): UnseenLevels {
  const counts = levelCounts(column);
  const unseen = counts.filter(([level]) => !known.has(level));
  const sum = (of: typeof counts) => of.reduce((total, [, rows]) => total + rows, 0);
  const [rows, present, all] = [sum(unseen), sum(counts), column.codes.length];
  const levels = unseen.slice(0, mostListed).map(([level]) => level);
  return { rows, share: all === 0 ? 0 : rows / all, shareOfPresent: present === 0 ? 0 : rows / present, levels };
}
