import { logFactorials } from './log-factorials.ts';
import type { Proportion } from './newcombe.ts';

/** Relative slack in "as unlikely as the table seen", as in scipy and R. */
const slack = 1 + 1e-7;

/**
 * Fisher's exact two-sided p that two proportions are equal: the probability, margins fixed, of all tables at most as
 * likely as this one.
 */
export function fisherExact(a: Proportion, b: Proportion): number {
  const total = a.n + b.n;
  const successes = a.successes + b.successes;
  const factorials = logFactorials(total);
  const choose = (n: number, k: number) => (factorials[n] ?? 0) - (factorials[k] ?? 0) - (factorials[n - k] ?? 0);
  const chance = (k: number) => Math.exp(choose(a.n, k) + choose(b.n, successes - k) - choose(total, successes));
  const limit = chance(a.successes) * slack;
  let p = 0;
  for (let k = Math.max(0, successes - b.n); k <= Math.min(a.n, successes); k += 1) {
    const one = chance(k);
    if (one <= limit) p += one;
  }
  return Math.min(1, p);
}
