import { type ChildProcess, spawn } from 'node:child_process';
import { findProgram } from './find-program.ts';
import { canWatchMemory, groupMemory } from './group-memory.ts';
import { LogLines } from './log-lines.ts';

/** How a program is run. Times are milliseconds, sizes bytes. */
export interface ProgramRun {
  /** Absolute path and arguments. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** The whole environment: nothing of ours is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeLimit: number;
  readonly memoryLimit: number;
  /** Greatest size of any file that it writes. */
  readonly fileLimit: number;
  /** Between the polite signal and the final one. */
  readonly grace: number;
  readonly onLine: (line: string) => void;
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'stopped'; readonly reason: 'time' | 'memory' | 'abort' }
  | { readonly kind: 'notStarted'; readonly cause: Error };

const watchInterval = 100;

/** Runs a program in a process group of its own and leaves nothing of that group behind, however it ends. */
export function runProgram(run: ProgramRun, signal: AbortSignal): Promise<ProgramEnd> {
  const [file, ...rest] = limited(run);
  const child = spawn(file, rest, {
    cwd: run.folder,
    env: { ...run.environment },
    detached: true, // its own process group
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve) => {
    let reason: 'time' | 'memory' | 'abort' | undefined;
    let last: NodeJS.Timeout | undefined;
    const stop = (why: 'time' | 'memory' | 'abort') => {
      if (reason !== undefined) return;
      reason = why;
      killGroup(child, why === 'memory' ? 'SIGKILL' : 'SIGTERM');
      last = setTimeout(() => killGroup(child, 'SIGKILL'), run.grace);
    };
    const onAbort = () => stop('abort');
    const timer = setTimeout(() => stop('time'), run.timeLimit);
    const watch = setInterval(() => isOverMemory(child, run.memoryLimit) && stop('memory'), watchInterval);
    const settle = (end: ProgramEnd) => {
      clearTimeout(timer);
      clearTimeout(last);
      clearInterval(watch);
      signal.removeEventListener('abort', onAbort);
      resolve(end);
    };
    stream(child, run.onLine);
    child.on('error', (cause) => settle({ kind: 'notStarted', cause }));
    child.on('exit', () => killGroup(child, 'SIGKILL')); // whatever it started must not outlive it or hold its output open
    child.on('close', (status, by) => {
      if (reason !== undefined) settle({ kind: 'stopped', reason });
      else settle(status === null ? { kind: 'signalled', signal: by ?? 'unknown' } : { kind: 'exited', status });
    });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}

/** Runtimes map memory that they never touch: Node alone 0.6 GB. */
const unusedMappings = 2 ** 30;

/**
 * Memory in use by the whole group is watched on Linux. Where `prlimit` (util-linux) is there too, the kernel refuses
 * any one process, at once, more than twice the limit and 1 GB of writable mappings, and any greater file.
 */
function limited(run: ProgramRun): [string, ...string[]] {
  const command: [string, ...string[]] = [run.program, ...run.arguments];
  const prlimit = findProgram('prlimit', run.environment['PATH'] ?? '', run.folder);
  if (prlimit === undefined) return command;
  return [
    prlimit,
    `--data=${2 * run.memoryLimit + unusedMappings}`,
    `--fsize=${run.fileLimit}`,
    '--core=0',
    '--',
    ...command,
  ];
}

function isOverMemory(child: ChildProcess, limit: number): boolean {
  return canWatchMemory && child.pid !== undefined && groupMemory(child.pid) > limit;
}

function stream(child: ChildProcess, onLine: (line: string) => void): void {
  for (const output of [child.stdout, child.stderr]) {
    const lines = new LogLines(onLine);
    output?.on('data', (chunk: Buffer) => lines.push(chunk)).on('end', () => lines.end());
  }
}

function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: nobody is left in the group, which is what was wanted. EPERM: macOS says so of ended processes.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
