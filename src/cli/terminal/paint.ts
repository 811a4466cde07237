import { styleText } from 'node:util';

type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
/** Colours a piece of text, or returns it as it is where colour is off. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;
export const colour: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** Left-aligned columns two spaces apart; trailing spaces are cut. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  return rows
    .map((row) => (indent + row.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join('  ')).trimEnd())
    .join('\n');
}

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
