import type { Predictor } from './predictor.ts';

/** One model here. `fault` says why what is wanted is not what runs; the version before goes on answering. */
export interface Standing {
  readonly model: string;
  readonly current: Predictor | undefined;
  /** Kept warm: a rollback to it costs nothing. */
  readonly previous: Predictor | undefined;
  readonly wanted: { readonly version: string; readonly digest: string };
  readonly fault: string | undefined;
  /** Looks at git that pass before what failed is tried again; counted down. */
  readonly rest: number;
  /** Tries of the version that is wanted, one after the other, that failed. */
  readonly failures: number;
}

/** A version that can't be loaded is tried again after 1, 2, 4, … looks, and from then on after this many: each try may fetch all of it. */
const longestRest = 32;

/** The versions that answer. A swap is one assignment: requests that began before it end with the version they began with. */
export class Fleet {
  readonly #standings = new Map<string, Standing>();

  /** Every model that is wanted here, by name. */
  get standings(): readonly Standing[] {
    return [...this.#standings.values()].sort((a, b) => (a.model < b.model ? -1 : 1));
  }

  standing(model: string): Standing | undefined {
    return this.#standings.get(model);
  }

  /** The version that answers: the current one, or the one named as long as it is loaded. */
  predictor(model: string, version?: string): Predictor | undefined {
    const { current, previous } = this.#standings.get(model) ?? {};
    if (version === undefined) return current;
    return [current, previous].find((one) => one?.version === version);
  }

  /** From now on this version answers, and the one before is kept. */
  put(predictor: Predictor): void {
    const { model, version, digest } = predictor;
    const before = this.#standings.get(model);
    const same = before?.current?.digest === digest;
    const previous = same ? before.previous : before?.current;
    const wanted = { version, digest };
    this.#standings.set(model, { model, current: predictor, previous, wanted, fault: undefined, rest: 0, failures: 0 });
  }

  /** What is wanted can't run; what runs goes on. */
  fail(model: string, wanted: Standing['wanted'], fault: string): void {
    const { current, previous, wanted: before, failures: earlier = 0 } = this.#standings.get(model) ?? {};
    const failures = before?.digest === wanted.digest ? earlier + 1 : 1;
    const rest = Math.min(2 ** (failures - 1), longestRest) - 1;
    this.#standings.set(model, { model, current, previous, wanted, fault, rest, failures });
  }

  /** Whether what is wanted failed and is not to be tried at this look; counts the look. */
  rests(model: string, { version, digest }: Standing['wanted']): boolean {
    const standing = this.#standings.get(model);
    if (standing === undefined || standing.rest === 0) return false;
    if (standing.wanted.digest !== digest || standing.wanted.version !== version) return false;
    this.#standings.set(model, { ...standing, rest: standing.rest - 1 });
    return true;
  }

  /** The environment runs it no more. */
  remove(model: string): void {
    this.#standings.delete(model);
  }
}
