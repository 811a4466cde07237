import type { Location } from '../errors.ts';

/** The place of `text[start, end)`, cut at the end of its first line. Columns count UTF-16 units, so that they index `excerpt`. */
export function locationOf(file: string, text: string, start: number, end: number): Location {
  const at = Math.min(Math.max(start, 0), text.length);
  const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  const lineEnd = newline === -1 ? text.length : newline;
  const excerpt = text.slice(lineStart, text[lineEnd - 1] === '\r' && lineEnd > lineStart ? lineEnd - 1 : lineEnd);
  const column = Math.min(at - lineStart, excerpt.length);
  const stop = Math.min(end - lineStart, excerpt.trimEnd().length);
  return { file, line: lineNumber(text, lineStart), column: column + 1, length: Math.max(stop - column, 1), excerpt };
}

function lineNumber(text: string, lineStart: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < lineStart; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
