import { betaCdf } from '../../comparison/beta-distribution.ts';
import { solveSymmetric } from '../../training/linear/cholesky.ts';
import { meansOf, type Rows } from './rows.ts';

export interface HotellingTest {
  /** Distance of the two means, in standard deviations of the rows within the sides (Mahalanobis 1936): free of how many rows there are. */
  readonly distance: number;
  readonly t2: number;
  readonly f: number;
  /** As if rows were independent and normal. */
  readonly p: number;
}

/**
 * Hotelling's (1931) two-sample T² of equal means, with the pooled covariance. Numbers that depend on others don't count. Undefined where no number
 * varies, or there are no more rows than numbers.
 */
export function hotellingTest(reference: Rows, current: Rows): HotellingTest | undefined {
  const { width } = reference;
  const [n, m] = [reference.count, current.count];
  const [before, now] = [meansOf(reference), meansOf(current)];
  const scatter = new Float64Array(width * width);
  addScatter(scatter, reference, before);
  addScatter(scatter, current, now);
  const covariance = scatter.map((sum) => sum / (n + m - 2));
  const gap = now.map((mean, k) => mean - (before[k] ?? 0));
  const weights = solveSymmetric(covariance, gap);
  const rank = independentNumbers(covariance, width);
  const rest = n + m - rank - 1;
  if (rank === 0 || rest <= 0) return undefined;
  const squared = gap.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0);
  const t2 = ((n * m) / (n + m)) * squared;
  const f = (rest / ((n + m - 2) * rank)) * t2;
  return { distance: Math.sqrt(Math.max(0, squared)), t2, f, p: betaCdf(rest / (rest + rank * f), rest / 2, rank / 2) };
}

function addScatter(scatter: Float64Array, { count, width, values }: Rows, means: Float64Array): void {
  for (let row = 0; row < count; row += 1) {
    for (let i = 0; i < width; i += 1) {
      const left = (values[row * width + i] as number) - (means[i] as number); // i, j < width
      for (let j = 0; j <= i; j += 1) {
        (scatter[i * width + j] as number) += left * ((values[row * width + j] as number) - (means[j] as number));
      }
    }
  }
}

/** After it was factored: a column that depends on earlier ones has a 0 on the diagonal. */
function independentNumbers(factored: Float64Array, width: number): number {
  return Array.from({ length: width }, (_, i) => factored[i * width + i] ?? 0).filter((pivot) => pivot > 0).length;
}
