import { kolmogorovUpperTail } from './kolmogorov-distribution.ts';

/** `greater`: the reference's distribution function lies above the current one's. */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** Up to this many pairs of rows the exact p is counted. */
const exactPairs = 1e6;

/** p of D between n and m values: exact for small samples, else asymptotic. */
export function kolmogorovSmirnovP(d: number, n: number, m: number): number {
  return n * m <= exactPairs ? exactP(d, n, m, 'two-sided') : asymptoticP(d, n, m, 'two-sided');
}

/** The share of all orders of n and m values whose D is at least `d` (Hodges 1958), by counting lattice paths. Ties are not regarded. */
export function exactP(d: number, n: number, m: number, alternative: Alternative): number {
  const limit = (0.5 + Math.floor(d * n * m - 1e-7)) / (n * m); // between two values that D can take
  const outside = (i: number, j: number): boolean => {
    const gap = i / n - j / m;
    return (alternative === 'two-sided' ? Math.abs(gap) : alternative === 'greater' ? gap : -gap) > limit;
  };
  const inside = Float64Array.from({ length: m + 1 }, (_, j) => Number(!outside(0, j)));
  for (let j = 1; j <= m; j++) inside[j] = (inside[j] ?? 0) * (inside[j - 1] ?? 0);
  for (let i = 1; i <= n; i++) {
    const weight = i / (i + m); // keeps the counts between 0 and 1
    for (let j = 0; j <= m; j++) {
      const left = j === 0 ? 0 : (inside[j - 1] ?? 0);
      inside[j] = outside(i, j) ? 0 : weight * (inside[j] ?? 0) + left;
    }
  }
  return Math.min(1, Math.max(0, 1 - (inside[m] ?? 0)));
}

/** Two-sided: the one-sample distribution at nm / (n + m) values; one-sided: Hodges' (1958) formula. As in scipy. */
export function asymptoticP(d: number, n: number, m: number, alternative: Alternative): number {
  const effective = (n * m) / (n + m);
  if (alternative === 'two-sided') return kolmogorovUpperTail(d, Math.round(effective));
  const [more, less] = [Math.max(n, m), Math.min(n, m)];
  const z = Math.sqrt(effective) * d;
  return Math.exp(-2 * z * z - (2 * z * (more + 2 * less)) / Math.sqrt(n * m * (n + m)) / 3);
}
