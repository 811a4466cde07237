import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryBytes } from '../../src/core/definitions/memory-size.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import { durationMicros } from '../../src/core/definitions/schema/values.ts';
import { AvalError } from '../../src/core/errors.ts';
import { type ProgramEnd, runProgram } from '../../src/engines/command/run-program.ts';
import { absent } from '../../src/engines/store/absent.ts';
import { faultsFile, faultsSchema, type Job } from './job.ts';

export interface JobLimits extends Pick<Project['compute'], 'memoryLimit' | 'timeLimit'> {
  /** Whether anyone may see the rows: only then is repeated what the process says of its faults. */
  readonly readable: boolean;
}

const greatestFile = 2 ** 36;

/**
 * Does a job in a process of its own: no token, no variable of the runner's, bounded memory and time, and nothing of its group left behind. What it
 * prints is not passed on: rows and scores could be in it. Throws the faults that it left.
 */
export async function runChild(job: Job, limits: JobLimits, signal: AbortSignal): Promise<void> {
  const [temporary, file] = [join(job.cache, 'tmp'), join(job.cache, 'job.json')];
  await mkdir(temporary, { recursive: true });
  await writeFile(file, JSON.stringify(job));
  const entry = import.meta.url.endsWith('.ts') ? './child.ts' : './holdout-child.js';
  const memoryLimit = memoryBytes(limits.memoryLimit);
  const heap = `--max-old-space-size=${Math.floor(memoryLimit / 2 ** 20)}`;
  const end = await runProgram(
    {
      program: process.execPath,
      arguments: [heap, fileURLToPath(new URL(entry, import.meta.url)), file],
      folder: job.cache,
      // git is found by PATH.
      environment: { PATH: process.env['PATH'] ?? '', TMPDIR: temporary },
      timeLimit: durationMicros(limits.timeLimit) / 1000,
      memoryLimit,
      fileLimit: greatestFile,
      grace: 2000,
      onLine: () => undefined,
    },
    signal,
  );
  if (end.kind === 'exited' && end.status === 0) return;
  throw (await leftFaults(job, limits)) ?? endedEarly(end, limits);
}

/** Undefined when the process left none. Of rows that are private, only the names of the rules are repeated. */
async function leftFaults(job: Job, { readable }: JobLimits): Promise<AvalError | undefined> {
  const bytes = await readFile(join(job.output, faultsFile)).catch(absent);
  if (bytes === undefined) return undefined;
  const left = faultsSchema.parse(JSON.parse(bytes.toString('utf8')));
  const hidden = 'evaluating stopped; why is not repeated here, because it may show rows';
  const shown = left.faults.map(({ rule, message, hint }) =>
    readable ? { rule, message, ...(hint !== undefined && { hint }) } : { rule, message: hidden },
  );
  return new AvalError(left.class, shown);
}

function endedEarly(end: ProgramEnd, { memoryLimit, timeLimit }: JobLimits): AvalError {
  return new AvalError('platform', { rule: 'holdout.process', ...whyOf(end, memoryLimit, timeLimit) });
}

function whyOf(end: ProgramEnd, memoryLimit: string, timeLimit: string): { message: string; hint?: string } {
  const hint = 'compute in aval.yaml of the default branch says how much it may take.';
  switch (end.kind) {
    case 'exited':
      return { message: `the process that evaluates ended with code ${end.status} and said nothing` };
    case 'signalled':
      return {
        message: `the process that evaluates was ended by ${end.signal}; ${memoryLimit} may be too little`,
        hint,
      };
    case 'notStarted':
      return { message: `the process that evaluates could not be started: ${end.cause.message}` };
    case 'stopped':
      if (end.reason === 'abort') return { message: 'the run was cancelled' };
      if (end.reason === 'time') return { message: `evaluating took more than ${timeLimit}`, hint };
      return { message: `evaluating took more than ${memoryLimit} of memory`, hint };
  }
}
