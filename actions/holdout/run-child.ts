import { fileURLToPath } from 'node:url';
import { type ChildLimits, runChild } from '../child/run-child.ts';
import type { Job } from './job.ts';

/** Does a job of the holdout in a process that has no credential. Throws the faults that it left. */
export async function runJob(job: Job, limits: ChildLimits, signal: AbortSignal): Promise<void> {
  const entry = import.meta.url.endsWith('.ts') ? './child.ts' : './holdout-child.js';
  const program = fileURLToPath(new URL(entry, import.meta.url));
  await runChild({ entry: program, job, folder: job.cache, output: job.output }, limits, signal);
}
