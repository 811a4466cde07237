import { powerOfTwoAtLeast } from '../power-of-two.ts';
import { solveSymmetric } from './cholesky.ts';
import type { DesignMatrix } from './design-matrix.ts';
import type { WeightedLabel } from './fit-logistic.ts';
import { Accumulator } from './kernels/kernels.ts';
import { addPenalties, multiply, scaledPenalties } from './normal-equations.ts';

/**
 * Coefficients of the scaled columns that minimise 1/2 weighted sum of squares + l2/2 |w|^2 (scikit-learn's Ridge alpha is l2): the
 * normal equations, solved once and refined once, which takes the rounding of the first solution away.
 */
export function fitRidge(matrix: DesignMatrix, { label, weight }: WeightedLabel, l2: number): Float64Array {
  const order = matrix.described.length + 1;
  const penalties = scaledPenalties(matrix, l2);
  let largest = 0;
  for (const value of label) largest = Math.max(largest, Math.abs(value));
  const unit = powerOfTwoAtLeast(largest);
  const target = label.map((value) => value / unit);
  const product = new Float64Array(matrix.rows);
  const equations = new Accumulator(order);
  let weights: Float64Array = new Float64Array(order);
  for (let round = 0; round < 2; round++) {
    multiply(matrix, weights, product);
    const residual = product.map((value, row) => (weight[row] as number) * (value - (target[row] as number))); // one of each for each row
    equations.accumulate(matrix, residual, weight);
    addPenalties(equations, penalties, weights);
    const step = solveSymmetric(equations.hessian, equations.gradient);
    weights = weights.map((weight, j) => weight - (step[j] as number)); // equal lengths
  }
  return weights.map((weight) => weight * unit);
}
