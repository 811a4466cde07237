import { styleText } from 'node:util';
import { oneLine } from '../../core/report/plain-text.ts';

type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
/** Colours a piece of text, or returns it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;
export const colour: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** A cell that is shown in a style. */
interface PaintedCell {
  readonly text: string;
  readonly show: (text: string) => string;
}

/** A cell's text, to be painted once it is cleaned: codes in it are not ours. */
export function painted(paint: Paint, style: Style, text: string): PaintedCell {
  return { text, show: (clean) => paint(style, clean) };
}

/** Left-aligned columns two spaces apart; trailing spaces are cut. Cells may hold text from anyone: it is shown, never obeyed. */
export function columns(rows: readonly (readonly (string | PaintedCell)[])[], indent = '  '): string {
  const widths: number[] = [];
  const cells = rows.map((row) =>
    row.map((cell, k) => {
      const { text, show } = typeof cell === 'string' ? { text: cell, show: asItIs } : cell;
      const clean = oneLine(text);
      widths[k] = Math.max(widths[k] ?? 0, clean.length);
      return { shown: show(clean), width: clean.length };
    }),
  );
  const padded = (width: number, k: number) => ' '.repeat((widths[k] ?? 0) - width);
  return cells
    .map((row) => (indent + row.map(({ shown, width }, k) => shown + padded(width, k)).join('  ')).trimEnd())
    .join('\n');
}

const asItIs = (text: string): string => text;

/** 142,311 bytes → "142 kB". */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Digest as people compare them: the first eight digits. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, digest.indexOf(':') + 9)}…`;
}
