import { logGamma } from '../../../comparison/log-gamma.ts';

/** P(W² > x) of the limit of the Cramér-von Mises statistic: Anderson and Darling (1952), the series below their (4.35). */
export function cramerVonMisesUpperTail(x: number): number {
  if (!(x >= 0.003)) return Number.isNaN(x) ? Number.NaN : 1; // below, the distribution function is under 1e-17
  let lower = 0;
  for (let k = 0; k < 1000; k++) {
    const y = 4 * k + 1;
    const weight = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = weight * Math.sqrt(y) * dampedBesselK(y ** 2 / (16 * x));
    lower += term;
    if (term < 1e-10) break;
  }
  return Math.min(1, Math.max(0, 1 - lower));
}

/** exp(-q) K(q), the modified Bessel function of order 1/4: the integral of exp(-q (1 + cosh t)) cosh(t / 4), which trapezoids converge on fast. */
function dampedBesselK(q: number): number {
  const step = 1 / 32;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step; ; t += step) {
    const term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    sum += term;
    if (term <= 1e-18 * sum || q * Math.cosh(t) > 745) return step * sum;
  }
}

/**
 * The share of all orders of n and m values whose statistic is at least the one of `u` (Anderson's U): counts by dynamic programming over paths, as
 * Xiao, Gordon and Yakovlev (2006). For small samples; ties are not regarded.
 */
export function exactCramerVonMisesP(u: number, n: number, m: number): number {
  const least = (n * m) / greatestDivisor(n, m);
  const [stepA, stepB, product] = [least / n, least / m, n * m];
  const limit = Math.floor((least ** 2 * (n + m) * (6 * u - product * (4 * product - 1))) / (6 * product ** 2) + 1e-9);
  let row: ReadonlyMap<number, number>[] = Array.from({ length: n + 1 }, (_, v) => new Map(v === 0 ? [[0, 1]] : []));
  for (let j = 0; j <= m; j++) {
    let left: ReadonlyMap<number, number> = new Map();
    row = row.map((above, v) => {
      left = moved(left, above, (stepA * v - stepB * j) ** 2);
      return left;
    });
  }
  let [extreme, all] = [0, 0];
  for (const [value, count] of row[n] ?? []) {
    all += count;
    if (value >= limit) extreme += count;
  }
  return extreme / all;
}

/** Counts of both, each value greater by `by`. */
function moved(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, by: number): Map<number, number> {
  const sum = new Map<number, number>();
  for (const counts of [a, b]) {
    for (const [value, count] of counts) sum.set(value + by, (sum.get(value + by) ?? 0) + count);
  }
  return sum;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
