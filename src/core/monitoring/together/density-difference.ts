import { factorOf, solveFactored } from '../../training/linear/cholesky.ts';
import { type Rows, stacked } from './rows.ts';

/** How the difference of two densities is modelled: Gaussians of width `sigma` at `centers`, their weights held small by `lambda`. */
export interface DensityModel {
  readonly sigma: number;
  readonly lambda: number;
  readonly centers: Rows;
}

export interface DensityDifference {
  /** Weight of each Gaussian. */
  readonly theta: Float64Array;
  /** Squared L2 distance of the two densities: 2 h'theta - theta'H theta. */
  readonly lsdd: number;
  /** h'theta, another estimate of the same. */
  readonly crossTerm: number;
}

/**
 * Least-squares density difference (Sugiyama et al. 2013), for any choice of the rows that are the current ones. H holds the integrals of products of two
 * Gaussians, (pi sigma²)^(width / 2) exp(-d² / 4 sigma²). Undefined where that overflows: too many numbers in a row.
 */
export function densityDifference(
  reference: Rows,
  current: Rows,
  { sigma, lambda, centers }: DensityModel,
): ((current: Uint32Array) => DensityDifference) | undefined {
  const rows = stacked(reference, current);
  const [count, size] = [rows.count, centers.count];
  const volume = (Math.PI * sigma * sigma) ** (rows.width / 2);
  if (!Number.isFinite(volume * size)) return undefined;
  const integrals = kernelBetween(centers, centers, 4 * sigma * sigma).map((value) => value * volume);
  const regularised = integrals.map((value, at) => (at % (size + 1) === 0 ? value + lambda : value));
  const factor = factorOf(regularised, size);
  const kernel = kernelBetween(rows, centers, 2 * sigma * sigma);
  const total = Float64Array.from({ length: size }, (_, c) => columnSum(kernel, size, c));
  return (chosen) => {
    const [n, m] = [count - chosen.length, chosen.length];
    const now = new Float64Array(size);
    for (const row of chosen) {
      for (let c = 0; c < size; c += 1) (now[c] as number) += kernel[row * size + c] as number; // c < size
    }
    const h = now.map((sum, c) => ((total[c] ?? 0) - sum) / n - sum / m);
    const theta = solveFactored(factor, h);
    const crossTerm = dot(h, theta);
    const quadratic = theta.reduce(
      (sum, weight, c) => sum + weight * dot(integrals.subarray(c * size, (c + 1) * size), theta),
      0,
    );
    return { theta, crossTerm, lsdd: 2 * crossTerm - quadratic };
  };
}

/** exp(-d² / scale) of each row and each center, row by row. */
function kernelBetween(rows: Rows, centers: Rows, scale: number): Float64Array {
  const { width } = rows;
  return Float64Array.from({ length: rows.count * centers.count }, (_, at) => {
    const [row, center] = [Math.floor(at / centers.count) * width, (at % centers.count) * width];
    let sum = 0;
    for (let k = 0; k < width; k += 1) {
      sum += ((rows.values[row + k] as number) - (centers.values[center + k] as number)) ** 2; // k < width
    }
    return Math.exp(-sum / scale);
  });
}

function columnSum(matrix: Float64Array, width: number, column: number): number {
  let sum = 0;
  for (let at = column; at < matrix.length; at += width) sum += matrix[at] ?? 0;
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
