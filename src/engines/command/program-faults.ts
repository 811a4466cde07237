import { AvalError, type Fault } from '../../core/errors.ts';
import { canWatchMemory } from './group-memory.ts';
import type { ProgramEnd } from './run-program.ts';

/** What a program's end is held against, as its definition wrote it. */
export interface ProgramTerms {
  readonly program: string;
  readonly timeLimit: string;
  readonly memoryLimit: string;
  /** The last lines of its log. */
  readonly tail: readonly string[];
}

const outOfMemory =
  /out of memory|MemoryError|bad_alloc|cannot allocate|allocation failed|not enough memory|failed to allocate/i;

/** The one fault of an end that was no success; undefined for exit status 0. */
export function programFault(end: ProgramEnd, terms: ProgramTerms): AvalError | undefined {
  switch (end.kind) {
    case 'exited':
      if (end.status === 0) return undefined;
      return failed(`the training program ended with status ${end.status}`, terms);
    case 'signalled':
      return failed(`the training program was ended by ${end.signal}`, terms);
    case 'notStarted':
      return config(notStartedFault(terms.program), end.cause);
    case 'stopped':
      return end.reason === 'time' ? tooSlow(terms) : tooMuchMemory(terms);
  }
}

export function programMissing(program: string): AvalError {
  return config({
    rule: 'command.programMissing',
    message: `the training program "${program}" was not found`,
    hint: program.includes('/')
      ? 'Name it in train.files, with a path from the repository root; its first line says what runs it.'
      : 'It is looked up on PATH: install it, or activate its environment.',
  });
}

function notStartedFault(program: string): Fault {
  return {
    rule: 'command.notStarted',
    message: `the training program "${program}" could not be started`,
    hint: 'Is it built for this system?',
  };
}

function failed(message: string, terms: ProgramTerms): AvalError {
  if (terms.tail.some((line) => outOfMemory.test(line))) return tooMuchMemory(terms);
  return config({ rule: 'command.failed', message: `${message}${quote(terms.tail)}`, hint: 'Its log says why.' });
}

function tooSlow(terms: ProgramTerms): AvalError {
  return config({
    rule: 'command.timeLimit',
    message: `the training program was stopped after ${terms.timeLimit}${quote(terms.tail)}`,
    hint: 'Raise train.timeLimit, or train on less.',
  });
}

function tooMuchMemory(terms: ProgramTerms): AvalError {
  return config({
    rule: 'command.memoryLimit',
    message: `the training program needs more than ${terms.memoryLimit} of memory${quote(terms.tail)}`,
    hint: canWatchMemory ? 'Raise train.memoryLimit, or train on less.' : 'This system has no more to give.',
  });
}

const quote = (tail: readonly string[]) =>
  tail.length === 0 ? '' : `:\n${tail.map((line) => `  ${line}`).join('\n')}`;

function config(fault: Fault, cause?: Error): AvalError {
  return new AvalError('config', fault, cause === undefined ? {} : { cause });
}
