import { markdownTable } from 'markdown-table';

/** How a column is set: left, right or centred. */
export type Alignment = 'l' | 'r' | 'c';

/** A Markdown table. Cells are Markdown already: escaped, one line each. */
export function table(
  head: readonly string[],
  align: readonly Alignment[],
  rows: readonly (readonly string[])[],
): string {
  return markdownTable([head, ...rows], { align, alignDelimiters: false });
}
