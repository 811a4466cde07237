import type { Reconciled } from '../reconcile.ts';
import { type Backoff, pauseAfter } from './backoff.ts';
import { classifyFailure } from './failure.ts';

/** How one try on a key ended, and what follows. Milliseconds. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Something outside was not ready. */
  | { readonly kind: 'again'; readonly wait: number }
  | { readonly kind: 'retry'; readonly wait: number; readonly error: unknown }
  /** Nothing of this installation is tried until then. */
  | { readonly kind: 'limited'; readonly wait: number; readonly error: unknown }
  /** Waits for its next delivery or the sweep. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The process ends; the sweep of the next start finds it. */
  | { readonly kind: 'stopped' };

/** Sooner than this nothing outside becomes ready. */
const soonest = 1_000;

export function outcomeOf({ again }: Reconciled): Outcome {
  return again === undefined ? { kind: 'done' } : { kind: 'again', wait: Math.max(again, soonest) };
}

/** `failures` in a row, this one included. Waiting for a limit to end is no failure of the key's own. */
export function outcomeOfError(error: unknown, failures: number, backoff: Backoff, random: () => number): Outcome {
  const failure = classifyFailure(error);
  if (failure.kind === 'limited') return { kind: 'limited', wait: failure.milliseconds, error };
  if (failure.kind === 'final' || failures >= backoff.tries) return { kind: 'failed', error };
  return { kind: 'retry', wait: pauseAfter(failures, backoff, random()), error };
}
