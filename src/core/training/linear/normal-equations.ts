import type { DesignMatrix } from './design-matrix.ts';

/** Largest penalty of a scaled coefficient: beyond it, it is 0 to the last bit anyway. */
const largestPenalty = 1e200;

/** Gradient and lower triangle of the Hessian, row by row. */
export interface NormalEquations {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** L2 penalty of each coefficient of the scaled columns; the intercept, last, has none. */
export function scaledPenalties({ described }: DesignMatrix, l2: number): Float64Array {
  const penalties = new Float64Array(described.length + 1);
  for (const [j, { scale }] of described.entries()) penalties[j] = Math.min(largestPenalty, l2 / scale / scale);
  return penalties;
}

/** z = X w. */
export function multiply(matrix: DesignMatrix, weights: Float64Array, product: Float64Array): void {
  const { rows, starts, columns, values } = matrix;
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] as number; // the matrix's indices are in range, here and below
    let sum = 0;
    for (let k = starts[row] as number; k < end; k++) {
      sum += (weights[columns[k] as number] as number) * (values[k] as number);
    }
    product[row] = sum;
  }
}

/** Adds the penalty l2/2 |w|^2 to gradient and Hessian. */
export function addPenalties(equations: NormalEquations, penalties: Float64Array, weights: Float64Array): void {
  const { gradient, hessian } = equations;
  for (let j = 0; j < penalties.length; j++) {
    (gradient[j] as number) += (penalties[j] as number) * (weights[j] as number); // all have one entry for each column
    (hessian[j * gradient.length + j] as number) += penalties[j] as number;
  }
}

/** l2/2 |w|^2 in the scaled coefficients. */
export function penaltyOf(penalties: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < penalties.length; j++) sum += (penalties[j] as number) * (weights[j] as number) ** 2;
  return sum / 2;
}
