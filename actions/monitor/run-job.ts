import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';
import { AvalError } from '../../src/core/errors.ts';
import { type ChildLimits, runChild } from '../child/run-child.ts';
import { foundFile, type Job, type LocksJob, type WindowsJob } from './job.ts';

type Told = Omit<WindowsJob, 'output'> | Omit<LocksJob, 'output'>;

/**
 * Does a job in a process that has no credential, and reads what it left by its schema. Throws its faults, `evidence` where what it left is something
 * else.
 */
export async function runJob<T>(
  told: Told,
  schema: z.ZodType<T>,
  scratch: string,
  limits: ChildLimits,
  signal: AbortSignal,
): Promise<T> {
  const folder = await mkdtemp(join(scratch, 'job-'));
  const job: Job = { ...told, output: join(folder, 'output') };
  const entry = import.meta.url.endsWith('.ts') ? './child.ts' : './monitor-child.js';
  const program = fileURLToPath(new URL(entry, import.meta.url));
  await runChild({ entry: program, job, folder, output: job.output }, limits, signal);
  const parsed = schema.safeParse(JSON.parse(await readFile(join(job.output, foundFile), 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = `${told.model}: what the process that reads data left is something else: ${issue?.path.join('.')}`;
  throw new AvalError('evidence', { rule: 'monitoring.found', message });
}
