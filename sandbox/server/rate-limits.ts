import type { Json } from '../json.ts';
import type { Actor } from '../state/actor.ts';
import type { World } from '../state/world.ts';

interface Count {
  used: number;
  reset: number;
}

/** The primary limit of each token; GitHub's numbers, an hour at a time. */
export class RateLimits {
  readonly #world: World;
  readonly #counts = new Map<string, Count>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Counts one request; false when there are none left. */
  spend(actor: Actor): boolean {
    const count = this.#count(actor);
    if (count.used >= limitOf(actor)) return false;
    count.used++;
    return true;
  }

  /** An answer of 304 is free. */
  refund(actor: Actor): void {
    this.#count(actor).used--;
  }

  /** As if that many requests had been made: the next one may be refused. */
  exhaust(actor: Actor): void {
    this.#count(actor).used = limitOf(actor);
  }

  headers(actor: Actor): Record<string, string> {
    const { limit, remaining, reset, used } = this.of(actor);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': 'core',
    };
  }

  of(actor: Actor): Json & { limit: number; remaining: number; reset: number; used: number } {
    const { used, reset } = this.#count(actor);
    const limit = limitOf(actor);
    return { limit, remaining: limit - used, reset, used };
  }

  #count(actor: Actor): Count {
    const key = actor.kind === 'anonymous' ? '' : actor.kind === 'app' ? `app ${actor.app.id}` : actor.token;
    const now = Math.floor(this.#world.clock.now().getTime() / 1000);
    const known = this.#counts.get(key);
    if (known !== undefined && known.reset > now) return known;
    const fresh = { used: 0, reset: now + 3600 };
    this.#counts.set(key, fresh);
    return fresh;
  }
}

function limitOf(actor: Actor): number {
  if (actor.kind === 'anonymous') return 60;
  return actor.kind === 'integration' && actor.job !== undefined ? 1000 : 5000;
}
