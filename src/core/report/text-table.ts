import { escapeMarkdown } from './escape.ts';
import { type Alignment, table } from './table.ts';

/** A table in plain text: each place that shows it escapes it in its own way. */
export interface TextTable {
  readonly head: readonly string[];
  readonly align: readonly Alignment[];
  readonly rows: readonly (readonly string[])[];
}

/** As Markdown; undefined without rows. */
export function markdownOf({ head, align, rows }: TextTable): string | undefined {
  if (rows.length === 0) return undefined;
  const escaped = (cells: readonly string[]) => cells.map((cell) => unbroken(escapeMarkdown(cell)));
  return table(escaped(head), align, rows.map(escaped));
}

/** A bar and its number stay on one line. */
function unbroken(cell: string): string {
  return cell.replace(/^([▏▎▍▌▋▊▉█]+) /u, '$1\u00A0');
}
