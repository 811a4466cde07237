import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds before the next try: doubled each time up to `most`, and between half and all of that, so that many don't come at once. */
export function backoff(tries: number, first: number, most: number, random: () => number): number {
  return Math.min(most, first * 2 ** tries) * (0.5 + 0.5 * random());
}

/** Waits, or until the signal: then it is at its end too. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
