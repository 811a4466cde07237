import { movedTable } from '../monitoring/evidence-text.ts';
import type { MovedColumn } from '../monitoring/moved-columns.ts';
import { escapeMarkdown } from './escape.ts';
import { table } from './table.ts';

/** Columns that are shown; those that moved farthest come first. */
const mostRows = 15;

/** What moved, as a Markdown table; a line says how many more did. Nothing for nothing. Names are anyone's. */
export function movedMarkdown(moved: readonly MovedColumn[]): readonly string[] {
  if (moved.length === 0) return [];
  const [head = [], ...rows] = movedTable(moved.slice(0, mostRows)).map((row) =>
    row.map((cell) => escapeMarkdown(cell, 120)),
  );
  const more = moved.length - mostRows;
  return [table(head, ['l', 'r', 'r', 'l', 'l'], rows), ...(more > 0 ? [`*And ${more} more columns.*`] : [])];
}
