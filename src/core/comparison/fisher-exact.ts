import { logFactorials } from './log-factorials.ts';
import type { Proportion } from './newcombe.ts';

export interface FisherTest {
  /** Odds of `a` over odds of `b` in this sample: 0, Infinity or (with an empty margin) NaN at the edges. */
  readonly oddsRatio: number;
  /** The probability of all tables at most as likely as this one. */
  readonly twoSided: number;
  /** The probability of as few successes in `a`, or fewer. */
  readonly less: number;
  /** The probability of as many successes in `a`, or more. */
  readonly greater: number;
}

/** Relative slack in "as unlikely as the table seen", as in scipy and R. */
const slack = 1 + 1e-7;

/** Fisher's exact test that two proportions are equal, margins fixed. Fisher (1935). */
export function fisherExact(a: Proportion, b: Proportion): FisherTest {
  const total = a.n + b.n;
  const successes = a.successes + b.successes;
  const factorials = logFactorials(total);
  const choose = (n: number, k: number) => (factorials[n] ?? 0) - (factorials[k] ?? 0) - (factorials[n - k] ?? 0);
  const chance = (k: number) => Math.exp(choose(a.n, k) + choose(b.n, successes - k) - choose(total, successes));
  const limit = chance(a.successes) * slack;
  let [twoSided, less, greater] = [0, 0, 0];
  for (let k = Math.max(0, successes - b.n); k <= Math.min(a.n, successes); k += 1) {
    const one = chance(k);
    if (one <= limit) twoSided += one;
    if (k <= a.successes) less += one;
    if (k >= a.successes) greater += one;
  }
  return {
    oddsRatio: (a.successes * (b.n - b.successes)) / ((a.n - a.successes) * b.successes),
    twoSided: Math.min(1, twoSided),
    less: Math.min(1, less),
    greater: Math.min(1, greater),
  };
}
