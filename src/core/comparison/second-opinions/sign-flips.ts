import type { Random } from '../random.ts';

/** All 2ⁿ assignments of signs are looked at up to here, a sample of them beyond. */
const mostExact = 16;
/** Sums that differ by less than this share of all differences' sizes are equal but for rounding. */
const rounding = 1e-12;

export interface SignFlips {
  readonly mean: number;
  readonly twoSided: number;
  readonly greater: number;
}

/**
 * Permutation test of paired differences: under the null hypothesis each could as well have the other sign. Share of assignments of signs whose sum is at least
 * as extreme; beyond 16 differences of `flips` random ones, counting the one seen, so that p is never 0.
 */
export function signFlipTest(differences: Float64Array, flips: number, random: Random): SignFlips {
  const n = differences.length;
  const observed = differences.reduce((sum, d) => sum + d, 0);
  const slack = rounding * differences.reduce((sum, d) => sum + Math.abs(d), 0);
  const exact = n <= mostExact;
  const assignments = exact ? 2 ** n : flips;
  let [extreme, greater] = exact ? [0, 0] : [1, 1];
  for (let b = 0; b < assignments; b += 1) {
    let [sum, signs] = [0, b];
    for (let i = 0; i < n; i += 1) {
      if (!exact && i % 32 === 0) signs = random.next();
      const d = differences[i] ?? 0;
      sum += ((signs >>> (i % 32)) & 1) === 1 ? d : -d;
    }
    if (Math.abs(sum) >= Math.abs(observed) - slack) extreme += 1;
    if (sum >= observed - slack) greater += 1;
  }
  const all = exact ? assignments : assignments + 1;
  return { mean: n === 0 ? Number.NaN : observed / n, twoSided: extreme / all, greater: greater / all };
}
