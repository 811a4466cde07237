/** What went wrong, by who can mend it. One table below maps each class to exit code, check conclusion and retry. */
export type ErrorClass = 'usage' | 'config' | 'evidence' | 'platform' | 'conflict' | 'invariant';

/** A place in a file. `line` and `column` count from 1; `length` is in characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The text of that line, without its line break. */
  readonly excerpt: string;
}

/** One fault, said once: what was found (`message`), where, and what to do (`hint`). `rule` is a stable name for tests and docs. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly location?: Location;
  /** The commit that was looked at, where that is not the working copy: `location` is a place in its files. */
  readonly commit?: string;
  readonly hint?: string;
}

/** How each class ends: process exit code, GitHub check conclusion, and whether trying again can help. */
export const consequences = {
  usage: { exitCode: 2, conclusion: 'failure', retry: false },
  config: { exitCode: 2, conclusion: 'failure', retry: false },
  evidence: { exitCode: 1, conclusion: 'failure', retry: false },
  platform: { exitCode: 3, conclusion: 'action_required', retry: true },
  conflict: { exitCode: 3, conclusion: 'action_required', retry: true },
  invariant: { exitCode: 3, conclusion: 'failure', retry: false },
} as const satisfies Record<ErrorClass, { exitCode: 1 | 2 | 3; conclusion: string; retry: boolean }>;

/** The one error of aval. `faults` holds every fault found, never empty; `message` is their first lines. */
export class AvalError extends Error {
  readonly class: ErrorClass;
  readonly faults: readonly Fault[];

  constructor(errorClass: ErrorClass, faults: Fault | readonly Fault[], options?: ErrorOptions) {
    const list: readonly Fault[] = 'rule' in faults ? [faults] : faults;
    super(list.map((fault) => fault.message).join('\n'), options);
    this.name = 'AvalError';
    this.class = errorClass;
    this.faults = list;
  }
}
