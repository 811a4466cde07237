import type { Interval } from './interval.ts';
import type { Proportion } from './newcombe.ts';

/**
 * Interval of the ratio a / b of two independent proportions, `b` with successes, from an interval of each: as far out as their further ends are together.
 * MOVER-R of Donner and Zou (2012), its lower end written so that nothing is divided by 0.
 */
export function moverRatio(a: Proportion, b: Proportion, ofA: Interval, ofB: Interval): Interval {
  const [p, q] = [a.successes / a.n, b.successes / b.n];
  const product = p * q;
  const [least, most] = [ofA.low * (2 * p - ofA.low), ofA.high * (2 * p - ofA.high)];
  const [theirLeast, theirMost] = [ofB.low * (2 * q - ofB.low), ofB.high * (2 * q - ofB.high)];
  const root = (other: number) => Math.sqrt(Math.max(0, product * product - other));
  const low = least === 0 ? 0 : least / (product + root(least * theirMost));
  return { low, high: (product + root(most * theirLeast)) / theirLeast };
}
