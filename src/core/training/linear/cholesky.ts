/** A pivot below this part of its diagonal entry is rounding: the column depends on earlier ones. */
const dependent = 1e-12;

/** A symmetric matrix that systems are solved with. */
export interface Factor {
  /** Lower triangle row by row: the Cholesky factor. */
  readonly lower: Float64Array;
  /** 0 for a column that depends on earlier ones. */
  readonly kept: Uint8Array;
}

/**
 * Solves A x = b for a symmetric positive semidefinite A of order n, given by its lower triangle row by row; A is
 * overwritten with its Cholesky factor. A column that depends on earlier ones (collinear, constant) gets x = 0, which
 * leaves one of the solutions.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  return solveFactored(factorOf(a, b.length), b);
}

/** The Cholesky factor of such a matrix of order n, which it overwrites. */
export function factorOf(a: Float64Array, n: number): Factor {
  return { lower: a, kept: factorise(a, n) };
}

/** As `solveSymmetric`, with a matrix that was factored before. */
export function solveFactored({ lower: a, kept }: Factor, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    // Indices stay below n * n here and below: i, j < n.
    x[i] = kept[i] ? ((x[i] as number) - dot(a, i * n, x, i)) / (a[i * n + i] as number) : 0;
  }
  for (let i = n - 1; i >= 0; i--) {
    if (!kept[i]) continue;
    x[i] = (x[i] as number) / (a[i * n + i] as number);
    for (let j = 0; j < i; j++) (x[j] as number) -= (a[i * n + j] as number) * (x[i] as number);
  }
  return x;
}

function factorise(a: Float64Array, n: number): Uint8Array {
  const kept = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const rest = (a[i * n + j] as number) - dotRows(a, i * n, j * n, j);
      a[i * n + j] = kept[j] ? rest / (a[j * n + j] as number) : 0;
    }
    const diagonal = a[i * n + i] as number;
    const pivot = diagonal - dotRows(a, i * n, i * n, i);
    kept[i] = pivot > dependent * diagonal ? 1 : 0;
    a[i * n + i] = kept[i] ? Math.sqrt(pivot) : 0;
  }
  return kept;
}

function dotRows(a: Float64Array, left: number, right: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[left + k] as number) * (a[right + k] as number);
  return sum;
}

function dot(a: Float64Array, row: number, x: Float64Array, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[row + k] as number) * (x[k] as number);
  return sum;
}
