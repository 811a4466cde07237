import { AvalError } from '../../src/core/errors.ts';
import { type Key, keyText } from '../key.ts';
import type { Reconciled } from '../reconcile.ts';
import type { Backoff } from './backoff.ts';
import { type Clock, settledWithin } from './clock.ts';
import { type Outcome, outcomeOf, outcomeOfError } from './outcome.ts';
import { ReadyLines } from './ready.ts';

export interface QueueOptions {
  /** Works on one key; the signal says that its time is over. */
  readonly work: (key: Key, signal: AbortSignal, urgent: boolean) => Promise<Reconciled>;
  /** Told of every try; must not throw. */
  readonly finished: (key: Key, outcome: Outcome, milliseconds: number) => void;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly workers: number;
  /** A key is worked on once this long nothing came for it... */
  readonly quiet: number;
  /** ...but at the latest so long after the first. */
  readonly longestQuiet: number;
  /** A try that takes longer is aborted. */
  readonly timeLimit: number;
  readonly backoff: Backoff;
}

interface Item {
  readonly key: Key;
  urgent: boolean;
  running: boolean;
  /** Since when something may have changed that no finished try has seen. */
  dirtySince: number | undefined;
  /** Not tried before, whatever comes in. */
  notBefore: number;
  failures: number;
  /** Calls off the timer that it waits for. */
  cancel: () => void;
}

const nothing = (): void => undefined;

/**
 * Level-triggered: what is queued is not an event but that a key may have changed, so equal keys coalesce, nothing is ever dropped and
 * nothing needs keeping across a restart. One try at a time on each key, and one more when it was dirtied meanwhile.
 */
export class KeyedQueue {
  readonly #options: QueueOptions;
  readonly #items = new Map<string, Item>();
  readonly #ready = new ReadyLines<Item>();
  readonly #running = new Map<Item, AbortController>();
  /** Installations that GitHub asked to pause, and until when. */
  readonly #paused = new Map<number, number>();
  readonly #idle = new Set<() => void>();
  #stopping = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Says that a key may have changed. Keys that are not urgent go after those that are. */
  add(key: Key, urgent = true): void {
    if (this.#stopping) return;
    const text = keyText(key);
    const fresh = { key, urgent, running: false, dirtySince: undefined, notBefore: 0, failures: 0, cancel: nothing };
    const item = this.#items.get(text) ?? fresh;
    this.#items.set(text, item);
    const now = this.#options.clock.now();
    const wasReady = this.#ready.delete(item);
    item.urgent ||= urgent;
    item.dirtySince ??= now;
    if (wasReady) this.#ready.add(item);
    else if (!item.running) this.#wait(item, this.#dueAfter(item, now));
  }

  get depth(): number {
    return this.#dirty().length;
  }

  /** Keys that asked to be looked at again later, because something outside is not ready. */
  get waiting(): number {
    return [...this.#items.values()].filter(({ dirtySince, running }) => dirtySince === undefined && !running).length;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Milliseconds since the change that has waited longest; 0 when nothing waits. */
  get oldest(): number {
    const now = this.#options.clock.now();
    return this.#dirty().reduce((longest, since) => Math.max(longest, now - since), 0);
  }

  /** Resolves when no try runs and nothing is dirty; a key that asked to be looked at again later is not waited for. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.add(resolve);
      this.#tellIdle();
    });
  }

  /** Takes nothing any more, lets running tries end for so long, then aborts them. */
  async stop(grace: number): Promise<void> {
    const { clock } = this.#options;
    this.#stopping = true;
    for (const item of this.#items.values()) item.cancel();
    const ended = this.idle();
    await settledWithin(clock, grace, ended);
    const reason = new AvalError('platform', { rule: 'app.stopping', message: 'the App is shutting down' });
    for (const controller of this.#running.values()) controller.abort(reason);
    await settledWithin(clock, 1_000, ended);
  }

  #dueAfter({ dirtySince = 0, notBefore }: Item, now: number): number {
    const { quiet, longestQuiet } = this.#options;
    return Math.max(notBefore, Math.min(now + quiet, dirtySince + longestQuiet));
  }

  #wait(item: Item, due: number): void {
    const { clock } = this.#options;
    item.cancel();
    item.cancel = clock.after(due - clock.now(), () => {
      item.cancel = nothing;
      item.dirtySince ??= clock.now();
      this.#ready.add(item);
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#stopping && this.#running.size < this.#options.workers) {
      const item = this.#ready.take();
      if (item === undefined) return;
      const until = this.#paused.get(item.key.installation) ?? 0;
      if (until > this.#options.clock.now()) this.#wait(item, until);
      else void this.#run(item);
    }
  }

  async #run(item: Item): Promise<void> {
    const { clock, timeLimit, finished } = this.#options;
    const { dirtySince, urgent } = item;
    const controller = new AbortController();
    this.#running.set(item, controller);
    Object.assign(item, { running: true, dirtySince: undefined, urgent: false });
    const started = clock.now();
    const calledOff = clock.after(timeLimit, () => controller.abort(tooLong(timeLimit)));
    const outcome = await this.#try(item, controller.signal, urgent);
    calledOff();
    this.#running.delete(item);
    item.running = false;
    finished(item.key, outcome, clock.now() - started);
    if (!this.#stopping) this.#follow(item, outcome, { dirtySince, urgent });
    this.#tellIdle();
    this.#pump();
  }

  async #try(item: Item, signal: AbortSignal, urgent: boolean): Promise<Outcome> {
    const { work, backoff, random } = this.#options;
    try {
      return outcomeOf(await work(item.key, signal, urgent));
    } catch (error) {
      if (this.#stopping && signal.aborted) return { kind: 'stopped' };
      return outcomeOfError(error, item.failures + 1, backoff, random);
    }
  }

  #follow(item: Item, outcome: Outcome, before: Pick<Item, 'dirtySince' | 'urgent'>): void {
    const now = this.#options.clock.now();
    const { installation } = item.key;
    if (outcome.kind === 'retry' || outcome.kind === 'limited') {
      if (outcome.kind === 'retry') item.failures += 1;
      else this.#paused.set(installation, Math.max(this.#paused.get(installation) ?? 0, now + outcome.wait));
      // still dirty since then: the metrics say so
      item.dirtySince = before.dirtySince ?? now;
      item.urgent ||= before.urgent;
      item.notBefore = now + outcome.wait;
      this.#wait(item, item.notBefore);
      return;
    }
    Object.assign(item, { failures: 0, notBefore: 0 });
    if (item.dirtySince !== undefined) this.#wait(item, this.#dueAfter(item, now));
    else if (outcome.kind === 'again') this.#wait(item, now + outcome.wait);
    else this.#items.delete(keyText(item.key));
  }

  /** Since when, for every key with a change that no try has seen. */
  #dirty(): number[] {
    return [...this.#items.values()].flatMap(({ dirtySince }) => dirtySince ?? []);
  }

  #tellIdle(): void {
    if (this.#running.size > 0 || (!this.#stopping && this.depth > 0)) return;
    for (const tell of this.#idle) tell();
    this.#idle.clear();
  }
}

function tooLong(milliseconds: number): AvalError {
  const message = `this was not done after ${Math.round(milliseconds / 60_000)} minutes`;
  return new AvalError('platform', { rule: 'app.time-limit', message, hint: 'It is tried again.' });
}
