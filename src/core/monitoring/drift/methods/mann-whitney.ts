import { normalCdf } from '../../../comparison/normal.ts';
import { eachPooledValue } from './pooled-steps.ts';

export interface MannWhitney {
  /** Pairs in which the reference is greater; a tie is half of one. */
  readonly u: number;
  /** Two-sided, by the normal approximation with corrections for ties and continuity (Mann and Whitney 1947). */
  readonly p: number;
  /** The same without the correction for continuity, which only small samples need. */
  readonly uncorrectedP: number;
  /** |P(reference > current) - P(reference < current)|, Cliff's delta: 0 to 1. */
  readonly delta: number;
}

/** Both samples ascending and not empty. */
export function mannWhitney(reference: Float64Array, current: Float64Array): MannWhitney {
  const [n, m] = [reference.length, current.length];
  let [before, ranks, ties] = [0, 0, 0];
  eachPooledValue(reference, current, (_, a, b) => {
    const both = a + b;
    ranks += a * (before + (both + 1) / 2);
    ties += both ** 3 - both;
    before += both;
  });
  const u = ranks - (n * (n + 1)) / 2;
  const total = n + m;
  const sd = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
  const gap = Math.abs(u - (n * m) / 2);
  const twoSided = (away: number) => (sd > 0 ? Math.min(1, 2 * normalCdf(-away / sd)) : 1);
  return { u, p: twoSided(gap - 0.5), uncorrectedP: twoSided(gap), delta: (2 * gap) / (n * m) };
}
