import { RunnerError } from '../runner-error.ts';
import type { Scope } from '../workflow/expression.ts';
import { plainOf, type TemplateToken } from '../workflow/template.ts';

export interface ConcurrencySetting {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
}

interface Member {
  cancel(): void;
  admit(): void;
}

interface Group {
  running: Member | undefined;
  pending: Member[];
}

/** Reads a `concurrency` key, written as a text or as a mapping. */
export function readConcurrency(token: TemplateToken | undefined, scope: Scope): ConcurrencySetting | undefined {
  const value = plainOf(token, scope);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return { group: String(value), cancelInProgress: false, queue: 'single' };
  const { group, 'cancel-in-progress': cancel, queue }: Record<string, unknown> = { ...value };
  if (group === undefined || group === null || group === '') throw new RunnerError('concurrency: the group is empty');
  return {
    group: String(group),
    cancelInProgress: String(cancel) === 'true',
    queue: queue === 'max' ? 'max' : 'single',
  };
}

/**
 * Concurrency groups of all repositories: one member runs, one waits. Who comes next takes the place of the one that
 * waits (which is cancelled), unless the queue is `max`, and cancels the one that runs if it says so.
 */
export class ConcurrencyGroups {
  readonly #groups = new Map<string, Group>();

  /** Waits for its turn; returns the function that leaves the group, or undefined when cancelled while waiting. */
  enter(
    repository: string,
    setting: ConcurrencySetting,
    cancel: () => void,
    signal: AbortSignal,
  ): Promise<(() => void) | undefined> {
    const key = `${repository}\n${setting.group}`.toLowerCase();
    const group = this.#groups.get(key) ?? { running: undefined, pending: [] };
    this.#groups.set(key, group);
    const { promise, resolve } = Promise.withResolvers<(() => void) | undefined>();
    const member: Member = { cancel, admit: () => resolve(() => this.#leave(key, group, member)) };
    if (signal.aborted) {
      resolve(undefined);
    } else if (group.running === undefined) {
      group.running = member;
      member.admit();
    } else {
      if (setting.queue === 'single') for (const other of group.pending.splice(0)) other.cancel();
      group.pending.push(member);
      signal.addEventListener('abort', () => {
        group.pending = group.pending.filter((other) => other !== member);
        resolve(undefined);
      });
      if (setting.cancelInProgress) group.running.cancel();
    }
    return promise;
  }

  #leave(key: string, group: Group, member: Member): void {
    if (group.running !== member) return;
    group.running = group.pending.shift();
    if (group.running) group.running.admit();
    else this.#groups.delete(key);
  }
}
