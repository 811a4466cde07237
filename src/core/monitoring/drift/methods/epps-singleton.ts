import { quantile } from '../../../comparison/quantile.ts';
import { factorOf, solveFactored } from '../../../training/linear/cholesky.ts';
import { chiSquareUpperTail } from '../chi-square-distribution.ts';

/** Where the characteristic functions are compared, in semi-interquartile ranges: as Epps and Singleton (1986) advise. */
const points = [0.4, 0.8];
const size = 2 * points.length;

export interface EppsSingleton {
  readonly statistic: number;
  readonly p: number;
  /** Distance of the two empirical characteristic functions at the points, in standard deviations (Mahalanobis). */
  readonly distance: number;
}

/** Both samples ascending. Undefined where the middle half of all values is one value: it has no scale. */
export function eppsSingleton(reference: Float64Array, current: Float64Array): EppsSingleton | undefined {
  const pooled = merged(reference, current);
  const scale = (quantile(pooled, 0.75) - quantile(pooled, 0.25)) / 2;
  if (!(scale > 0)) return undefined;
  const [a, b] = [wavesOf(reference, scale), wavesOf(current, scale)];
  const [n, m] = [reference.length, current.length];
  const gap = a.mean.map((mean, i) => mean - (b.mean[i] ?? 0));
  const total = n + m;
  const asSeen = quadratic(mixed(a, total / n, b, total / m), gap);
  const small = Math.max(n, m) < 25 ? 1 / (1 + total ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1;
  const statistic = small * total * asSeen.value;
  const distance = Math.sqrt(Math.max(0, quadratic(mixed(a, 0.5, b, 0.5), gap).value));
  return { statistic, p: chiSquareUpperTail(statistic, asSeen.rank), distance };
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}

interface Waves {
  readonly mean: Float64Array;
  /** Covariance, by n, row by row. */
  readonly covariance: Float64Array;
}

/** Mean and covariance of the cosines and sines of the values at the points. */
function wavesOf(values: Float64Array, scale: number): Waves {
  const [mean, products, wave] = [new Float64Array(size), new Float64Array(size * size), new Float64Array(size)];
  for (const value of values) {
    for (const [k, point] of points.entries()) {
      wave[k] = Math.cos((point * value) / scale);
      wave[k + points.length] = Math.sin((point * value) / scale);
    }
    for (let i = 0; i < size; i++) {
      const own = wave[i] ?? 0;
      mean[i] = (mean[i] ?? 0) + own / values.length;
      for (let j = 0; j < size; j++) {
        products[i * size + j] = (products[i * size + j] ?? 0) + (own * (wave[j] ?? 0)) / values.length;
      }
    }
  }
  const covariance = products.map((sum, at) => sum - (mean[Math.floor(at / size)] ?? 0) * (mean[at % size] ?? 0));
  return { mean, covariance };
}

const mixed = (a: Waves, weightA: number, b: Waves, weightB: number): Float64Array =>
  a.covariance.map((value, i) => weightA * value + weightB * (b.covariance[i] ?? 0));

/** gap' S⁻¹ gap over the directions that are not dependent on others, and how many those are. */
function quadratic(matrix: Float64Array, gap: Float64Array): { readonly value: number; readonly rank: number } {
  const factor = factorOf(matrix, size);
  const solved = solveFactored(factor, gap);
  const rank = factor.kept.reduce((sum, kept) => sum + kept, 0);
  return { value: gap.reduce((sum, one, i) => sum + one * (solved[i] ?? 0), 0), rank };
}
