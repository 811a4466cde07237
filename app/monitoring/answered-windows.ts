import type { SourceLock } from '../../src/core/definitions/schema/source.ts';
import { timeMicros } from '../../src/core/features/time-text.ts';

/** What was proposed and closed. */
export interface ClosedRetraining {
  /** That ran then. */
  readonly package: string;
  /** How far the newest of its data reached; undefined: no lock said. */
  readonly until: string | undefined;
  readonly windows: readonly string[];
}

/** What would be proposed now. */
export interface NextRetraining {
  /** That runs now. */
  readonly package: string;
  readonly locks: readonly SourceLock[];
  /** Length of a window, in microseconds. */
  readonly window: number;
}

/**
 * Ends of windows that people have answered by closing what was proposed of them. The very same is not proposed again. Of another package they say
 * nothing; nor once the data reach a whole window further: what was not better on those rows may be better on these.
 */
export function answeredWindows(
  closed: ClosedRetraining | undefined,
  { package: running, locks, window }: NextRetraining,
): readonly string[] {
  if (closed === undefined || closed.package !== running) return [];
  const until = newestUntil(locks);
  if (until === undefined || closed.until === undefined) return closed.windows;
  return timeMicros(until) - timeMicros(closed.until) >= window ? [] : closed.windows;
}

/** How far the newest of these data reach. */
export function newestUntil(locks: readonly SourceLock[]): string | undefined {
  const ends = locks.flatMap(({ until }) => until ?? []);
  return ends.toSorted((a, b) => timeMicros(a) - timeMicros(b)).at(-1);
}
