import { movedTable } from '../monitoring/evidence-text.ts';
import { unitTexts } from '../monitoring/moved-by-text.ts';
import type { MovedColumn } from '../monitoring/moved-columns.ts';
import type { MovedTogether } from '../monitoring/moved-together.ts';
import { togetherText } from '../monitoring/together-text.ts';
import { escapeMarkdown } from './escape.ts';
import { table } from './table.ts';

/** Columns that are shown; those that moved farthest come first. */
const mostRows = 15;

const ownUnits = 'numbers in standard deviations at training, everything else as a share of rows';

/** How effects are to be read; methods that definitions ask for say their units themselves. */
function legendOf(moved: readonly MovedColumn[]): string {
  const columns = moved.map(({ newest }) => newest);
  const units = unitTexts(columns).map((text) => escapeMarkdown(text, 120));
  const own = columns.every(({ chosen }) => chosen) ? [] : [ownUnits];
  return `*Moved by: ${[...own, ...units].join('; ')}. One bar for each window, the newest last.*`;
}

/** What moved, as a Markdown table; lines say how many more did, and how to read it. Nothing for nothing. Names are anyone's. */
export function movedMarkdown(moved: readonly MovedColumn[]): readonly string[] {
  if (moved.length === 0) return [];
  const [head = [], ...rows] = movedTable(moved.slice(0, mostRows)).map((row) =>
    row.map((cell) => escapeMarkdown(cell, 120)),
  );
  const more = moved.length - mostRows;
  const left = more > 0 ? [`*And ${more} more columns.*`] : [];
  return [table(head, ['l', 'r', 'r', 'l', 'l'], rows), ...left, legendOf(moved.slice(0, mostRows))];
}

/** What all columns together did, as a Markdown line; nothing where they did not move. */
export function togetherMarkdown(together: MovedTogether | undefined): readonly string[] {
  return together === undefined ? [] : [`${escapeMarkdown(togetherText(together), 1000)}.`];
}
