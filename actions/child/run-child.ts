import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memoryBytes } from '../../src/core/definitions/memory-size.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import { durationMicros } from '../../src/core/definitions/schema/values.ts';
import { AvalError } from '../../src/core/errors.ts';
import { type ProgramEnd, runProgram } from '../../src/engines/command/run-program.ts';
import { leftFaults } from './faults.ts';

export interface ChildLimits extends Pick<Project['compute'], 'memoryLimit' | 'timeLimit'> {
  /** Whether anyone may see the rows: only then is repeated what the process says of its faults. */
  readonly readable: boolean;
}

export interface ChildWork {
  /** The program: a path of built code, or of TypeScript. */
  readonly entry: string;
  /** What it is told, as a file whose path is its one argument. */
  readonly job: object;
  /** A folder of its own: it runs there, and has its temporary files there. */
  readonly folder: string;
  /** Where it leaves what it found, or its faults. */
  readonly output: string;
}

const greatestFile = 2 ** 36;

/**
 * Does work in a process of its own: no token, no variable of the runner's, bounded memory and time, and nothing of its group left behind. What it
 * prints is not passed on: rows and scores could be in it. Throws the faults that it left.
 */
export async function runChild(work: ChildWork, limits: ChildLimits, signal: AbortSignal): Promise<void> {
  const [temporary, file] = [join(work.folder, 'tmp'), join(work.folder, 'job.json')];
  await mkdir(temporary, { recursive: true });
  await writeFile(file, JSON.stringify(work.job));
  const memoryLimit = memoryBytes(limits.memoryLimit);
  const heap = `--max-old-space-size=${Math.floor(memoryLimit / 2 ** 20)}`;
  const end = await runProgram(
    {
      program: process.execPath,
      arguments: [heap, work.entry, file],
      folder: work.folder,
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
  throw (await leftFaults(work.output, limits.readable)) ?? endedEarly(end, limits);
}

function endedEarly(end: ProgramEnd, { memoryLimit, timeLimit }: ChildLimits): AvalError {
  return new AvalError('platform', { rule: 'action.process', ...whyOf(end, memoryLimit, timeLimit) });
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
