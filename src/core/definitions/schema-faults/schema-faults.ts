import type * as z from 'zod';
import type { Fault } from '../../errors.ts';
import type { Locate } from '../document.ts';
import type { Context, Issue } from './context.ts';
import { issueFaults } from './issue-faults.ts';
import { missingKeyFaults } from './key-faults.ts';

/** The faults of one document, one for each thing to mend: a misspelt key is not also a missing one. */
export function schemaFaults(
  schema: z.core.$ZodType,
  value: unknown,
  issues: readonly Issue[],
  locate: Locate,
): readonly Fault[] {
  const context: Context = { schema, value, locate, missing: [], meant: new Set() };
  const faults = issues.flatMap((issue) => [...issueFaults(context, issue, [])]);
  return [...faults, ...missingKeyFaults(context)];
}
