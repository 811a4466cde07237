/** Sweeps of rotations; a handful is enough for any matrix. */
const mostSweeps = 60;

export interface Eigen {
  /** Descending. */
  readonly values: readonly number[];
  /** The vector of each, of length 1. */
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and vectors of a symmetric matrix of order n, row by row, by Jacobi rotations (Golub and Van Loan, 8.5). No library here decomposes matrices,
 * and a window has few columns.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = Float64Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));
  const enough = 1e-30 * a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, n) > enough; sweep += 1) {
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => (a[j * n + j] ?? 0) - (a[i * n + i] ?? 0));
  return {
    values: order.map((i) => a[i * n + i] ?? 0),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, k) => v[k * n + i] ?? 0)),
  };
}

function offDiagonal(a: Float64Array, n: number): number {
  return a.reduce((sum, value, at) => (at % (n + 1) === 0 ? sum : sum + value * value), 0);
}

/** Makes a[p, q] 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = a[p * n + q] as number; // p, q, k < n here and below
  if (off === 0) return;
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (m: Float64Array, i: number, j: number): void => {
    const [x, y] = [m[i] as number, m[j] as number];
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  };
  for (let k = 0; k < n; k += 1) turn(a, k * n + p, k * n + q);
  for (let k = 0; k < n; k += 1) turn(a, p * n + k, q * n + k);
  for (let k = 0; k < n; k += 1) turn(v, k * n + p, k * n + q);
}
