import type { TextTable } from '../text-table.ts';
import { type Html, html } from './html.ts';

const alignments = { l: 'left', r: 'right', c: 'centre' } as const;

/** Characters of a cell that stays on one line. */
const widest = 40;

/** A table that scrolls by itself where the window is narrower; undefined without rows. The first cell of a row is its heading. */
export function htmlTable({ head, align, rows }: TextTable): Html | undefined {
  if (rows.length === 0) return undefined;
  const side = (column: number) => alignments[align[column] ?? 'l'];
  const heads = head.map((cell, column) => html`<th scope="col" class="${side(column)}">${cell}</th>`);
  const body = rows.map((cells) => {
    const shown = cells.map((cell, column) =>
      column === 0
        ? html`<th scope="row" class="${side(column)}">${cell}</th>`
        : html`<td class="${cell.length > widest ? `${side(column)} long` : side(column)}">${withBar(cell)}</td>`,
    );
    return html`<tr>${shown}</tr>\n`;
  });
  return html`<div class="scroll"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** Blocks before a number are a bar. */
function withBar(cell: string): string | Html {
  const [, blocks, number] = /^([█▉▊▋▌▍▎▏]+) (.*)$/su.exec(cell) ?? [];
  if (blocks === undefined || number === undefined) return cell;
  return html`<span class="bar" aria-hidden="true">${blocks}</span> ${number}`;
}
