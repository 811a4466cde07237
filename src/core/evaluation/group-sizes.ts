import type { GroupDefinition } from '../definitions/schema/gates.ts';
import { AvalError } from '../errors.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';
import { declaredReference } from './reference-part.ts';

const mostValues = 200;
const longestValue = 200;

/**
 * Each group's values with their rows among those evaluated, in the order of the column's levels; one is the reference: the declared one, or the
 * largest (the first of equals). A declared reference that no row has stays the reference, with 0 rows. Throws `config` beyond 200 values, and for a value without a name.
 */
export function groupSizes(
  definitions: readonly GroupDefinition[],
  columns: ReadonlyMap<string, CategoryColumn>,
): Evidence['groups'] {
  return Object.fromEntries(definitions.map((group) => [group.name, sizes(group, columns.get(group.name))]));
}

function sizes(group: GroupDefinition, column: CategoryColumn | undefined): Evidence['groups'][string] {
  if (column === undefined) return [];
  const counts = new Map(column.levels.map((level) => [level, 0]));
  for (const code of column.codes) {
    const level = column.levels[code];
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  if (counts.size > mostValues) {
    throw new AvalError('config', {
      rule: 'evaluate.groupValues',
      message: `group "${group.name}" has ${counts.size} values; at most ${mostValues} can be compared`,
      hint: `Give it bins, or another column than ${columnsOf(group)}.`,
    });
  }
  const unnamed = [...counts.keys()].find((value) => value === '' || value.length > longestValue);
  if (unnamed !== undefined) {
    throw new AvalError('config', {
      rule: 'evaluate.groupValue',
      message: `group "${group.name}" has a value ${unnamed === '' ? 'that is empty' : `of ${unnamed.length} characters`}: it can't be named`,
      hint: `Clean ${columnsOf(group)}, or give the group bins.`,
    });
  }
  const reference = declaredReference(group) ?? largest(counts);
  if (reference !== undefined && !counts.has(reference)) counts.set(reference, 0);
  return [...counts].map(([value, n]) => ({ value, n, reference: value === reference }));
}

function columnsOf(group: GroupDefinition): string {
  return 'by' in group ? group.by : `those of ${group.crossing.join(' and ')}`;
}

function largest(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].reduce<[string, number] | undefined>(
    (best, next) => (best && best[1] >= next[1] ? best : next),
    undefined,
  )?.[0];
}
