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

/** A bar and its number, the bounds of an interval, and an outcome's sign and its first word stay on one line. */
function unbroken(cell: string): string {
  return cell
    .replace(/^([▏▎▍▌▋▊▉█]+|\p{Emoji_Presentation}|\u26A0\uFE0F) /u, '$1\u00A0')
    .replace(/\(\S+ … \S+\)/gu, (interval) => interval.replaceAll(' ', '\u00A0'));
}
