import { AvalError, consequences, type ErrorClass, type Fault } from '../core/errors.ts';
import { formatFault } from '../core/report/fault.ts';
import type { Paint } from './terminal/paint.ts';

/** What a shell gives a process that Ctrl-C ended. */
const stoppedCode = 130;

/** Why a person's Ctrl-C ends a command: the signal's reason, so that it comes out as it went in. */
export function stopped(): AvalError {
  return new AvalError('usage', { rule: 'cli.stopped', message: 'stopped' });
}

/** Faults of the machine that a person can mend, by the code of a system call. */
const systemFaults: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EMFILE: 'too many files are open',
};

interface Told {
  readonly class: ErrorClass;
  readonly faults: readonly Fault[];
  /** Only faults of ours: where they came from. */
  readonly stack?: string;
}

/** The one place where errors become text: every fault once; the stack only where aval itself is at fault. Returns the exit code. */
export function reportError(command: string, error: unknown, json: boolean, paint: Paint): number {
  const told = tell(error);
  if (json) {
    const { class: errorClass, faults } = told;
    process.stdout.write(`${JSON.stringify({ command, outcome: 'error', class: errorClass, faults })}\n`);
  } else {
    for (const fault of told.faults) process.stderr.write(`${paint('red', '✗')} ${formatFault(fault)}\n`);
    if (told.stack !== undefined) process.stderr.write(`${paint('dim', told.stack)}\n`);
  }
  return told.faults[0]?.rule === 'cli.stopped' ? stoppedCode : consequences[told.class].exitCode;
}

function tell(error: unknown): Told {
  if (error instanceof AvalError) {
    const stack = error.class === 'invariant' ? error.stack : undefined;
    return { class: error.class, faults: error.faults, ...(stack !== undefined && { stack }) };
  }
  const system = systemFault(error);
  if (system !== undefined) return { class: 'platform', faults: [system] };
  const fault = { rule: 'aval.bug', message: String(error), hint: 'This is a fault of aval. Please report it.' };
  return { class: 'invariant', faults: [fault], ...(error instanceof Error && error.stack && { stack: error.stack }) };
}

function systemFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const reason = systemFaults[error.code];
  if (reason === undefined) return undefined;
  const where = 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
  return { rule: 'system.file', message: `${where}: ${reason}` };
}
