import type { Json } from './json.ts';
import type { Actor } from './state/actor.ts';
import type { App } from './state/people.ts';
import type { Repository } from './state/repository.ts';

/** Something that happened in a repository, with the payload that GitHub's webhook for it has. */
export interface RepositoryEvent {
  /** As in `X-GitHub-Event`: `push`, `pull_request`. */
  readonly name: string;
  readonly action: string | undefined;
  readonly repository: Repository;
  readonly actor: Actor;
  /** Only this App hears of it. */
  readonly only?: App;
  /** Without `installation`, which differs between receivers. */
  readonly payload: Json;
}

export type Listener = (event: RepositoryEvent) => void;

export class EventStream {
  readonly #listeners = new Set<Listener>();

  /** Returns what ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(event: RepositoryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
