import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import { keysOf, listenedEvents, type Self, type Told } from './keys.ts';

export interface Delivery {
  readonly event: string;
  /** `X-GitHub-Delivery`: for the log only, nothing is decided by it. */
  readonly id: string;
  readonly payload: unknown;
}

/** Takes a delivery whose signature was checked: its keys go to the queue, and that is all that is done in its time. */
export type Intake = (delivery: Delivery) => Told;

export function createIntake(
  queue: Pick<KeyedQueue, 'add'>,
  self: Self,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): Intake {
  return ({ event, id, payload }) => {
    const told = keysOf(event, payload, self);
    if (told.kind === 'keys') for (const key of told.keys) queue.add(key);
    const outcome = told.kind === 'keys' ? 'queued' : told.kind;
    metrics.delivered(listenedEvents.includes(event) ? event : 'other', outcome);
    const facts = { event: 'delivery', delivery: id, name: event, outcome };
    if (told.kind === 'malformed') log.warn({ ...facts, at: told.at });
    else log.debug({ ...facts, keys: told.kind === 'keys' ? told.keys.length : 0 });
    return told;
  };
}
