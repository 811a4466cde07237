import type { DifferenceInterval, Interval } from './interval.ts';
import { wilsonInterval } from './wilson.ts';

export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/** Hybrid score interval of the difference `a - b` of two independent proportions. Newcombe (1998), method 10. */
export function newcombeInterval(a: Proportion, b: Proportion, z: number): DifferenceInterval {
  return squareAndAdd(a, b, wilsonInterval(a.successes, a.n, z), wilsonInterval(b.successes, b.n, z));
}

/** The same from other intervals of the two. Zou and Donner (2008). */
export function squareAndAdd(a: Proportion, b: Proportion, ofA: Interval, ofB: Interval): DifferenceInterval {
  const [p, q] = [a.successes / a.n, b.successes / b.n];
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - ofA.low, ofB.high - q),
    high: p - q + Math.hypot(ofA.high - p, q - ofB.low),
  };
}
