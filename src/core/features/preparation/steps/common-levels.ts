import * as z from 'zod';
import type { CategoryColumn } from '../../frame.ts';
import { fittedLevels, fittedName } from '../fitted-column.ts';
import { countLevels } from '../levels.ts';

/** The level that rare ones are merged into. A level of this very name is one of them. */
const otherLevel = 'other';

/** Levels kept of one column. `other`: some were rare, `levels` has "other", and a level never seen in training joins it. */
export const commonLevelsSchema = z
  .strictObject({ column: fittedName, levels: fittedLevels, other: z.boolean() })
  .refine((kept) => !kept.other || kept.levels.includes(otherLevel), 'the level "other" is not listed');
export type CommonLevels = z.output<typeof commonLevelsSchema>;

/** Keeps each level that at least `minimumShare` of the rows with a value have; the others become "other". */
export function fitCommonLevels(name: string, column: CategoryColumn, minimumShare: number): CommonLevels {
  const counts = countLevels(column);
  const present = counts.reduce((sum, count) => sum + count, 0);
  const used = column.levels.filter((_, code) => (counts[code] ?? 0) > 0);
  const kept = column.levels.filter((_, code) => {
    const count = counts[code] ?? 0;
    return count > 0 && count >= minimumShare * present;
  });
  const other = kept.length < used.length;
  const levels = other ? [...new Set([...kept, otherLevel])].sort() : kept;
  return { column: name, levels, other };
}

/** Code of what is not among the levels: "other", or missing where training had no rare level. */
export function codeOfUnknown(fitted: CommonLevels): number {
  return fitted.other ? fitted.levels.indexOf(otherLevel) : -1;
}
