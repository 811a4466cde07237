import { AvalError, consequences } from '../core/errors.ts';
import { type Change, converge } from './converge.ts';
import type { ReadDesired } from './desired/desired.ts';
import type { Fleet } from './fleet.ts';
import { pause } from './pause.ts';

/** How a look at git ended. */
export type Look =
  | { readonly kind: 'looked'; readonly commit: string; readonly changes: readonly Change[] }
  | { readonly kind: 'unreachable'; readonly fault: string };

/** Between nudges a look is taken at most this often, in milliseconds. */
const leastPause = 1000;

/**
 * Looks at git now, then every `interval` milliseconds (give or take a fifth) and when nudged, and brings the fleet to what it says. While git can't
 * be reached, what runs goes on.
 */
export class Follower {
  readonly #read: ReadDesired;
  readonly #fleet: Fleet;
  readonly #interval: number;
  readonly #told: (look: Look) => void;
  #woken = new AbortController();
  #last: Look | undefined;

  constructor(read: ReadDesired, fleet: Fleet, interval: number, told: (look: Look) => void) {
    this.#read = read;
    this.#fleet = fleet;
    this.#interval = interval;
    this.#told = told;
  }

  /** How the last look ended; undefined before the first. */
  get last(): Look | undefined {
    return this.#last;
  }

  /** Asks for a look without waiting for its time. */
  nudge(): void {
    this.#woken.abort();
  }

  /** Until the signal. Throws what the first look finds wrong and no later look would mend: an environment or a branch that is not there. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const asked = this.#woken.signal.aborted;
      this.#woken = new AbortController();
      this.#last = await this.#look(asked);
      this.#told(this.#last);
      await pause(leastPause, signal);
      await pause(
        this.#interval * (0.8 + 0.4 * Math.random()) - leastPause,
        AbortSignal.any([signal, this.#woken.signal]),
      );
    }
  }

  async #look(asked: boolean): Promise<Look> {
    try {
      const desired = await this.#read();
      return { kind: 'looked', commit: desired.commit, changes: await converge(this.#fleet, desired, asked) };
    } catch (error) {
      if (this.#last === undefined && error instanceof AvalError && !consequences[error.class].retry) throw error;
      const fault = error instanceof AvalError ? error.message : String(error);
      return { kind: 'unreachable', fault };
    }
  }
}
