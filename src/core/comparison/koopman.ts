import type { Interval } from './interval.ts';
import type { Proportion } from './newcombe.ts';
import { scoreBoundary } from './score-boundary.ts';

/**
 * Score statistic at the hypothesis that the ratio of two independent proportions is `ratio`, above 0; standard normal under it. Koopman (1984), as
 * Miettinen and Nurminen (1985) have it: `q` is the restricted maximum likelihood of b's proportion.
 */
function ratioScore(a: Proportion, b: Proportion, ratio: number): number {
  const A = (a.n + b.n) * ratio;
  const B = -(a.n * ratio + a.successes + b.n + b.successes * ratio);
  const C = a.successes + b.successes;
  // The smaller root, written so that no digits cancel; neither proportion is more than all.
  const q = Math.min(1, 1 / ratio, (2 * C) / (Math.sqrt(Math.max(0, B * B - 4 * A * C)) - B));
  const p = ratio * q;
  const variance = (p * (1 - p)) / a.n + (ratio * ratio * q * (1 - q)) / b.n;
  const distance = a.successes / a.n - (ratio * b.successes) / b.n;
  if (distance === 0) return 0;
  return variance > 0 ? distance / Math.sqrt(variance) : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/**
 * All ratios a / b of two independent proportions that the score statistic does not reject at `z`. `b` with successes; `a` without any has the ratio
 * 0, and its interval a bound above. Where all of both are chosen the interval still has a width.
 */
export function koopmanInterval(a: Proportion, b: Proportion, z: number): Interval & { readonly ratio: number } {
  const ratio = a.successes / a.n / (b.successes / b.n);
  // Looked for as r / (1 + r), which ends at 1.
  const ratioAt = (place: number) => place / (1 - place);
  const accepts = (place: number) => Math.abs(ratioScore(a, b, ratioAt(place))) <= z;
  const middle = ratio / (1 + ratio);
  return {
    ratio,
    low: ratio === 0 ? 0 : ratioAt(scoreBoundary(middle, 0, accepts)),
    high: ratioAt(scoreBoundary(middle, 1, accepts)),
  };
}
