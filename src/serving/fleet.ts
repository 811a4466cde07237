import type { Predictor } from './predictor.ts';

/** One model here. `fault` says why what is wanted is not what runs; the version before goes on answering. */
export interface Standing {
  readonly model: string;
  readonly current: Predictor | undefined;
  /** Kept warm: a rollback to it costs nothing. */
  readonly previous: Predictor | undefined;
  readonly wanted: { readonly version: string; readonly digest: string };
  readonly fault: string | undefined;
}

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
    this.#standings.set(model, { model, current: predictor, previous, wanted: { version, digest }, fault: undefined });
  }

  /** What is wanted can't run; what runs goes on. */
  fail(model: string, wanted: Standing['wanted'], fault: string): void {
    const { current, previous } = this.#standings.get(model) ?? {};
    this.#standings.set(model, { model, current, previous, wanted, fault });
  }

  /** The environment runs it no more. */
  remove(model: string): void {
    this.#standings.delete(model);
  }
}
