/** Time as the queue and the sweep see it: steady, so that a corrected system clock moves nothing. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Runs once after so many milliseconds; the answer calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** A longer `setTimeout` would fire at once. */
const longest = 2 ** 31 - 1;

/** Resolves when the promise does, and after so many milliseconds at the latest. */
export function settledWithin(clock: Clock, milliseconds: number, promise: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve);
    const settled = (): void => {
      cancel();
      resolve();
    };
    promise.then(settled, settled);
  });
}

/** Looked up at every call, so that fake timers work too. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, Math.min(Math.max(milliseconds, 0), longest));
    return () => clearTimeout(timer);
  },
};
