import { movedTable } from '../monitoring/evidence-text.ts';
import type { MovedColumn } from '../monitoring/moved-columns.ts';
import { escapeMarkdown } from './escape.ts';
import { table } from './table.ts';

/** Columns that are shown; those that moved farthest come first. */
const mostRows = 15;

const legend =
  '*Moved by: numbers in standard deviations at training, everything else as a share of rows. One bar for each window, the newest last.*';

/** What moved, as a Markdown table; lines say how many more did, and how to read it. Nothing for nothing. Names are anyone's. */
export function movedMarkdown(moved: readonly MovedColumn[]): readonly string[] {
  if (moved.length === 0) return [];
  const [head = [], ...rows] = movedTable(moved.slice(0, mostRows)).map((row) =>
    row.map((cell) => escapeMarkdown(cell, 120)),
  );
  const more = moved.length - mostRows;
  const left = more > 0 ? [`*And ${more} more columns.*`] : [];
  return [table(head, ['l', 'r', 'r', 'l', 'l'], rows), ...left, legend];
}
