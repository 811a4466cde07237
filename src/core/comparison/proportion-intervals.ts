import { betaQuantile } from './beta-distribution.ts';
import type { Interval } from './interval.ts';

/**
 * Exact interval of a proportion with at most `tail` error on each side, from the binomial distribution itself: never too short, often too long.
 * Clopper and Pearson (1934).
 */
export function clopperPearsonInterval(successes: number, n: number, tail: number): Interval {
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** Equal-tailed posterior interval under Jeffreys' prior Beta(½, ½). Brown, Cai and DasGupta (2001). */
export function jeffreysInterval(successes: number, n: number, tail: number): Interval {
  const [a, b] = [successes + 0.5, n - successes + 0.5];
  return { low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b) };
}

/** Wald's interval around Wilson's middle, capped at 0 and 1. Agresti and Coull (1998). */
export function agrestiCoullInterval(successes: number, n: number, z: number): Interval {
  return waldInterval(successes + (z * z) / 2, n + z * z, z);
}

/** Share ± z standard errors, capped at 0 and 1: no width at 0 and n; for comparison only. */
export function waldInterval(successes: number, n: number, z: number): Interval {
  const share = successes / n;
  const half = z * Math.sqrt((share * (1 - share)) / n);
  return { low: Math.max(0, share - half), high: Math.min(1, share + half) };
}

/** Upper 95 % bound of a proportion that was never seen in n rows. Hanley and Lippman-Hand (1983). */
export function ruleOfThree(n: number): number {
  return 3 / n;
}
