import type { Fault } from '../errors.ts';
import { escapeMarkdown } from './escape.ts';
import { formatFault } from './fault.ts';

/** A comment has a limit, and a change may hold any number of faults. */
const mostFaultBytes = 50_000;

/** Faults as a list in Markdown, escaped; how many found no room is said. */
export function faultList(faults: readonly Fault[]): string {
  const lines: string[] = [];
  let bytes = 0;
  for (const fault of faults) {
    const line = `- ${escapeMarkdown(formatFault(fault), 1000)}`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > mostFaultBytes) break;
    lines.push(line);
  }
  const left = faults.length - lines.length;
  return [...lines, ...(left > 0 ? [`- And ${left} more.`] : [])].join('\n');
}
