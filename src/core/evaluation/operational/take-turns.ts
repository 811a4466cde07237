import type { Random } from '../../comparison/random.ts';
import type { Stopwatch } from './stopwatch.ts';

/** One thing to be timed, made ready: `prepare` is not timed, what it returns is. */
export type Timed = (round: number) => () => Promise<unknown>;

export interface TurnsPlan {
  readonly rounds: number;
  /** Untimed rounds before: code is compiled and caches are filled in them. */
  readonly warmUp: number;
  /** No round begins later than this, but for the first; half of it may be spent on warming up. Milliseconds. */
  readonly mostMs: number;
}

/**
 * Milliseconds of each round for each of `timed`. In every round each has one turn, in an order that chance draws, so that whatever slows the machine
 * down meets all of them alike.
 */
export async function takeTurns(
  timed: readonly Timed[],
  plan: TurnsPlan,
  random: Random,
  stopwatch: Stopwatch,
): Promise<readonly (readonly number[])[]> {
  const took: number[][] = timed.map(() => []);
  const begun = stopwatch.now();
  const round = async (number: number, counts: boolean): Promise<void> => {
    for (const turn of shuffled(timed.length, random)) {
      const run = timed[turn]?.(number);
      const start = stopwatch.now();
      await run?.();
      const ms = stopwatch.now() - start;
      if (counts) took[turn]?.push(ms);
    }
  };
  for (let i = 0; i < plan.warmUp && stopwatch.now() - begun < plan.mostMs / 2; i += 1) await round(i, false);
  for (let i = 0; i < plan.rounds && (i === 0 || stopwatch.now() - begun < plan.mostMs); i += 1) await round(i, true);
  return took;
}

function shuffled(count: number, random: Random): readonly number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor((random.next() / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
