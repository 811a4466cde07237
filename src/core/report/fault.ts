import type { Fault, Location } from '../errors.ts';

/** Widest excerpt printed, in characters; longer lines are shown around the fault. */
const widest = 120;

/**
 * A fault as plain text: place and message, the line with carets under what is wrong, what to do. Without colour and without
 * a line break at the end. What files hold is shown, never obeyed: control characters are printed as `�`.
 */
export function formatFault(fault: Fault): string {
  const { location, hint } = fault;
  const lines = [faultLine(fault)];
  if (location && location.excerpt.trim() !== '') lines.push(...excerptOf(location));
  if (hint !== undefined) lines.push(`  ${hint}`);
  return lines.map(printable).join('\n');
}

/** Place and message on one line: `aval.yaml:17:20  …`, and in which commit unless it is the working copy. */
export function faultLine({ message, location, commit }: Fault): string {
  const at = commit === undefined ? '' : ` (at ${commit.slice(0, 12)})`;
  if (location === undefined) return `${message}${at}`;
  return `${location.file}:${location.line}:${location.column}${at}  ${message}`;
}

function excerptOf({ line, column, length, excerpt }: Location): readonly string[] {
  const start = excerpt.length <= widest ? 0 : Math.max(0, Math.min(column - 1 - widest / 3, excerpt.length - widest));
  const cut = Math.floor(start);
  const shown = excerpt.slice(cut, cut + widest);
  const before = shown.slice(0, column - 1 - cut);
  const marked = Math.max(1, Math.min(length, shown.length - before.length));
  const head = cut > 0 ? '…' : '';
  const tail = cut + widest < excerpt.length ? '…' : '';
  const gutter = `  ${line} │ `;
  const under = `  ${' '.repeat(String(line).length)} │ `;
  const padding = `${head && ' '}${before}`.replace(/[^\t]/gu, ' ');
  const marks = '^'.repeat([...shown.slice(before.length, before.length + marked)].length || 1);
  return [`${gutter}${head}${shown}${tail}`, `${under}${padding}${marks}`];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const controls = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function printable(text: string): string {
  return text.replace(controls, '\uFFFD');
}
