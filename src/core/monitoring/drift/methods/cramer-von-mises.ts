import { cramerVonMisesUpperTail, exactCramerVonMisesP } from './cramer-von-mises-distribution.ts';
import { eachPooledValue } from './pooled-steps.ts';

/** Up to this many values a side, p is exact, as in scipy. */
const exactUpTo = 20;

export interface CramerVonMises {
  /** Anderson's (1962) T, with midranks for ties. */
  readonly statistic: number;
  readonly p: () => number;
  readonly exactP: () => number;
  readonly asymptoticP: () => number;
  /** Root mean square of F - G over all rows: 0 to 0.58. */
  readonly gap: number;
}

/** Both samples ascending and not empty. */
export function cramerVonMises(reference: Float64Array, current: Float64Array): CramerVonMises {
  const [n, m] = [reference.length, current.length];
  let [before, i, j, squaresA, squaresB, gaps] = [0, 0, 0, 0, 0, 0];
  eachPooledValue(reference, current, (_, a, b) => {
    const rank = before + (a + b + 1) / 2;
    squaresA += squaresFrom(rank, i, a);
    squaresB += squaresFrom(rank, j, b);
    before += a + b;
    i += a;
    j += b;
    gaps += (a + b) * (i / n - j / m) ** 2;
  });
  const u = n * squaresA + m * squaresB;
  const [product, total] = [n * m, n + m];
  const statistic = u / (product * total) - (4 * product - 1) / (6 * total);
  const exactP = () => exactCramerVonMisesP(u, n, m);
  const asymptoticP = () => asymptotic(statistic, product, total);
  const p = Math.max(n, m) <= exactUpTo ? exactP : asymptoticP;
  return { statistic, p, exactP, asymptoticP, gap: Math.sqrt(gaps / total) };
}

/** Sum of (rank - k)² over the `count` places k after `from`. */
function squaresFrom(rank: number, from: number, count: number): number {
  let sum = 0;
  for (let k = from + 1; k <= from + count; k++) sum += (rank - k) ** 2;
  return sum;
}

/** The limit, with mean and variance of the finite sample (Anderson 1962, equations 11, 14 and 15). */
function asymptotic(statistic: number, product: number, total: number): number {
  const mean = (1 + 1 / total) / 6;
  // n² + m² is total² - 2 product.
  const spread = (total + 1) * (4 * product * total - 3 * (total ** 2 - 2 * product) - 2 * product);
  const variance = spread / (45 * total ** 2 * 4 * product);
  return cramerVonMisesUpperTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
}
