import type { Clock } from '../queue/clock.ts';

/** Why nothing answers what was asked for. */
export type Unbegun =
  /** Asked for so many times, and GitHub lists no run of it. */
  | { readonly kind: 'unlisted'; readonly times: number }
  /** GitHub lists this run, and nothing has taken its job for long. */
  | { readonly kind: 'queued'; readonly run: number };

interface Awaited {
  /** When a run was asked for last. */
  at: number;
  /** How often, while GitHub listed as many runs as `listed`. */
  times: number;
  listed: number;
  queued?: { readonly run: number; readonly since: number } | undefined;
  /** What was told of it last. */
  told?: string | undefined;
}

/** How long a run that was asked for may stay unseen before it is asked for again: GitHub lists it seconds later. */
const patience = 90_000;
/** Between a run that failed and its second try. */
const pause = 10_000;
/** Where no run ever begins (Actions are off, the workflow is gone), asking goes on ever more slowly, up to this. */
const longestPatience = 3_600_000;
/** With the third ask two have stayed unanswered, four and a half minutes after the first: someone must look. */
const patientTimes = 2;
/** In a queue, a run may wait for others to end before it is worth a person's look. */
const longestQueue = 900_000;

/** The runs of the trusted workflow that the App waits for, by the ledger's entry. In memory only: after a restart each is asked for once more. */
export class AskedRuns {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #awaited = new Map<string, Awaited>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** A run was asked for, where GitHub lists so many of them already. */
  asked(entry: string, listed: number): void {
    const known = this.#awaited.get(entry);
    const times = known?.listed === listed ? known.times + 1 : 1;
    this.#awaited.set(entry, { at: this.#clock.now(), times, listed, told: known?.told });
  }

  /** Whether it is time to ask, where GitHub lists so many runs and none of them answers. */
  isDue(entry: string, listed: number): boolean {
    const known = this.#awaited.get(entry);
    if (known === undefined) return true;
    const longer = Math.min(patience * 2 ** Math.max(0, known.times - 1), longestPatience);
    return this.#clock.now() - known.at > (known.listed === listed ? longer : pause);
  }

  /** GitHub lists a run, and nothing has taken its job yet. */
  queued(entry: string, run: number): void {
    const now = this.#clock.now();
    const known = this.#awaited.get(entry) ?? { at: now, times: 0, listed: 0 };
    const queued = known.queued?.run === run ? known.queued : { run, since: now };
    this.#awaited.set(entry, { ...known, queued });
  }

  /** A run is under way. */
  began(entry: string): void {
    const known = this.#awaited.get(entry);
    if (known !== undefined) this.#awaited.set(entry, { ...known, times: 0, queued: undefined, told: undefined });
  }

  /** It was answered. */
  forget(entry: string): void {
    this.#awaited.delete(entry);
  }

  /** Why nothing answers an entry; undefined while that is nothing to look at. */
  unbegun(entry: string): Unbegun | undefined {
    const known = this.#awaited.get(entry);
    if (known === undefined) return undefined;
    const { times, queued } = known;
    if (queued === undefined) return times > patientTimes ? { kind: 'unlisted', times } : undefined;
    return this.#clock.now() - queued.since > longestQueue ? { kind: 'queued', run: queued.run } : undefined;
  }

  /** The same, once for each thing to tell. */
  news(entry: string): Unbegun | undefined {
    const [known, found] = [this.#awaited.get(entry), this.unbegun(entry)];
    const told = found && JSON.stringify(found);
    if (known === undefined || known.told === told) return undefined;
    known.told = told;
    return found;
  }

  /** How many entries nothing answers. */
  get unbegunCount(): number {
    return [...this.#awaited.keys()].filter((entry) => this.unbegun(entry) !== undefined).length;
  }
}
