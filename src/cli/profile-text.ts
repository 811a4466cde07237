import type { ProfiledGroup } from '../core/fairness/of-evaluation.ts';
import { oneLine } from '../core/report/plain-text.ts';
import { columns, type Paint } from './terminal/paint.ts';

/** Another tool's numbers, one a line, under the names and levels of its own. */
export function profileText(groups: readonly ProfiledGroup[], paint: Paint): string {
  return groups
    .map((group) => `${paint('bold', oneLine(titleOf(group)))}\n${columns(linesOf(group.numbers))}`)
    .join('\n\n');
}

function titleOf({ group, reference, class: positive }: ProfiledGroup): string {
  return `  ${group}, reference ${reference}${positive === undefined ? '' : `, class ${positive}`}`;
}

function linesOf(numbers: object, path: readonly string[] = []): string[][] {
  return Object.entries(numbers).flatMap(([name, value]: [string, unknown]) => {
    const place = [...path, name];
    return typeof value === 'object' && value !== null ? linesOf(value, place) : [[place.join(' '), leafText(value)]];
  });
}

function leafText(value: unknown): string {
  return typeof value === 'number'
    ? String(Number(value.toPrecision(6)))
    : value === null
      ? 'undefined'
      : String(value);
}
