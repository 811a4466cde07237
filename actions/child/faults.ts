import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AvalError, type Fault } from '../../src/core/errors.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { absent } from '../../src/engines/store/absent.ts';

const faultsFile = 'faults.json';
const faultsSchema = z.strictObject({
  class: z.enum(['usage', 'config', 'evidence', 'platform', 'conflict', 'invariant']),
  faults: z
    .array(z.strictObject({ rule: z.string().max(100), message: z.string(), hint: z.string().optional() }))
    .min(1),
});

/** In the process that reads data: does its work, or leaves in a folder why it was not done. Gives the exit code. */
export async function leavingFaults(folder: string, work: () => Promise<void>): Promise<0 | 1> {
  try {
    await work();
    return 0;
  } catch (error) {
    const known = error instanceof AvalError;
    const faults: readonly Fault[] = known ? error.faults : [{ rule: 'aval.bug', message: String(error) }];
    const said = faults.map(({ rule, message, hint }) => ({ rule, message, ...(hint !== undefined && { hint }) }));
    await replaceFile(
      join(folder, faultsFile),
      JSON.stringify({ class: known ? error.class : 'invariant', faults: said }),
    );
    return 1;
  }
}

/** What such a process left; undefined when it left nothing. Of rows that are private, only the names of the rules are repeated. */
export async function leftFaults(folder: string, readable: boolean): Promise<AvalError | undefined> {
  const bytes = await readFile(join(folder, faultsFile)).catch(absent);
  if (bytes === undefined) return undefined;
  const left = faultsSchema.parse(JSON.parse(bytes.toString('utf8')));
  const hidden = 'evaluating stopped; why is not repeated here, because it may show rows';
  const shown = left.faults.map(({ rule, message, hint }) =>
    readable ? { rule, message, ...(hint !== undefined && { hint }) } : { rule, message: hidden },
  );
  return new AvalError(left.class, shown);
}
