import { midranks } from '../midranks.ts';
import { normalCdf } from '../normal.ts';

/** Beyond these differences, or with ties, the normal approximation serves. */
const mostExact = 50;

export interface Wilcoxon {
  /** Sums of the ranks of positive and of negative differences; zeros are dropped. */
  readonly positive: number;
  readonly negative: number;
  readonly method: 'exact' | 'normal';
  readonly twoSided: number;
  /** Upper tail: evidence that differences are positive. */
  readonly greater: number;
}

/**
 * Wilcoxon's signed-rank test (1945): exact where there are at most 50 differences, none tied; else the normal approximation, corrected for ties, not for
 * continuity. Undefined where every difference is 0.
 */
export function wilcoxonTest(differences: Float64Array, method?: Wilcoxon['method']): Wilcoxon | undefined {
  const known = differences.filter((d) => d !== 0);
  const n = known.length;
  if (n === 0) return undefined;
  const { ranks, ties } = midranks(known.map(Math.abs));
  const positive = known.reduce((sum, d, i) => sum + (d > 0 ? (ranks[i] ?? 0) : 0), 0);
  const total = (n * (n + 1)) / 2;
  const sums = { positive, negative: total - positive };
  if ((method ?? (n <= mostExact && ties === 0 ? 'exact' : 'normal')) === 'exact') {
    const { less, greater } = exactTails(n, positive);
    return { ...sums, method: 'exact', twoSided: Math.min(1, 2 * Math.min(less, greater)), greater };
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z = (positive - total / 2) / Math.sqrt(variance);
  return { ...sums, method: 'normal', twoSided: 2 * normalCdf(-Math.abs(z)), greater: normalCdf(-z) };
}

/** Chance of a rank sum at most, and at least, as large: every subset of the ranks is as likely. */
function exactTails(n: number, sum: number): { less: number; greater: number } {
  const chances = new Float64Array((n * (n + 1)) / 2 + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= n; rank += 1) {
    for (let s = chances.length - 1; s >= 0; s -= 1)
      chances[s] = ((chances[s] ?? 0) + (s >= rank ? (chances[s - rank] ?? 0) : 0)) / 2;
  }
  const add = (from: number, to: number) => chances.subarray(from, to).reduce((total, chance) => total + chance, 0);
  return { less: add(0, sum + 1), greater: add(sum, chances.length) };
}
