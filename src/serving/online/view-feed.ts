import { rm } from 'node:fs/promises';
import type { OnlineRows } from '../../core/features/online/online-rows.ts';
import { type OnlineView, openOnlineView } from '../../core/features/online/online-view.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';
import type { CurrentFile } from '../../engines/online/current-file.ts';
import type { OnlineEvent } from './online-event.ts';

export interface FeedParts {
  readonly join: OnlineJoin;
  /** What the source holds now, for one that follows this commit. */
  readonly current: (commit: string) => Promise<CurrentFile>;
  readonly read: (join: OnlineJoin, file: string) => Promise<OnlineRows>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly told: (event: OnlineEvent) => void;
}

/** The rows of one view in memory, read again when its source has others. What can't be read leaves the rows that are there. */
export class ViewFeed {
  readonly #parts: FeedParts;
  #view: OnlineView | undefined;
  #file: CurrentFile | undefined;
  #checked: number | undefined;
  #fault: string | undefined;
  #failures = 0;
  #running: Promise<void> | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  get view(): OnlineView | undefined {
    return this.#view;
  }

  /** When the source was last seen to hold these rows, in milliseconds since 1970. */
  get checked(): number | undefined {
    return this.#checked;
  }

  /** Why it could not be read the last time. */
  get fault(): string | undefined {
    return this.#fault;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Looks at the source, and reads it if it has changed. Never rejects; one that runs already is not begun again. */
  refresh(commit: string): Promise<void> {
    this.#running ??= this.#refresh(commit).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #refresh(commit: string): Promise<void> {
    const { now, told, join } = this.#parts;
    const { name: view } = join.view;
    const begun = now();
    try {
      const changed = await this.#readNewest(commit);
      this.#checked = begun;
      if (this.#fault !== undefined || changed === 'first') told({ kind: 'read', view, rows: this.#view?.rows ?? 0 });
      this.#fault = undefined;
    } catch (error) {
      this.#failures += 1;
      const fault = error instanceof Error ? error.message : String(error);
      if (this.#fault === undefined) told({ kind: 'unreadable', view, kept: this.#view !== undefined, fault });
      this.#fault = fault;
    }
  }

  async #readNewest(commit: string): Promise<'first' | 'again' | 'same'> {
    const { current, read, join } = this.#parts;
    const [before, file] = [this.#file, await current(commit)];
    if (before?.identity === file.identity) return 'same';
    this.#view = openOnlineView(join, await read(join, file.path));
    this.#file = file;
    if (before?.fetched && before.path !== file.path) await rm(before.path, { force: true });
    return before === undefined ? 'first' : 'again';
  }
}
