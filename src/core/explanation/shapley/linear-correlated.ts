import { factorOf, solveFactored } from '../../training/linear/cholesky.ts';
import { exactShapley } from './exact-shapley.ts';
import type { LinearColumns } from './linear-shapley.ts';

/**
 * Linear SHAP among correlated features (shap's LinearExplainer, `correlation_dependent`): a feature that is absent has the value that the others let expect,
 * were all columns jointly normal. Two columns that are the same share alike. Returns the matrix, features × columns, that a row's differences from the mean
 * are multiplied with. `covariance` is row-major. All 2^features coalitions are gone through: at most 12 features.
 */
export function correlatedShares(linear: LinearColumns, covariance: Float64Array): Float64Array {
  const { coefficients, featureOf, features } = linear;
  const columns = coefficients.length;
  const weights = Array.from({ length: 2 ** features }, (_, coalition) => {
    const present = [...featureOf.keys()].filter((column) => (coalition >>> (featureOf[column] as number)) & 1);
    return expectedWeights(coefficients, covariance, present);
  });
  const matrix = new Float64Array(features * columns);
  for (let column = 0; column < columns; column++) {
    const ofColumn = Float64Array.from(weights, (one) => one[column] as number);
    const shares = exactShapley(ofColumn, features);
    for (let j = 0; j < features; j++) matrix[j * columns + column] = shares[j] as number; // one for each feature
  }
  return matrix;
}

/** The expected answer given some columns is linear in them: β_S + Σ_SS⁻¹ Σ_SN β_N, with 0 for the others. A column that depends on earlier ones gets 0. */
function expectedWeights(beta: Float64Array, covariance: Float64Array, present: readonly number[]): Float64Array {
  const columns = beta.length;
  const at = (i: number, j: number) => covariance[i * columns + j] as number; // i, j < columns
  const known = new Set(present);
  const size = present.length;
  const a = new Float64Array(size * size);
  const b = new Float64Array(size);
  for (const [i, row] of present.entries()) {
    for (let j = 0; j <= i; j++) a[i * size + j] = at(row, present[j] as number);
    for (let column = 0; column < columns; column++)
      if (!known.has(column)) (b[i] as number) += at(row, column) * (beta[column] as number);
  }
  const found = solveFactored(factorOf(a, size), b);
  const weights = new Float64Array(columns);
  for (const [i, column] of present.entries()) weights[column] = (beta[column] as number) + (found[i] as number);
  return weights;
}

/** The shares of one row. */
export function applyShares(
  matrix: Float64Array,
  features: number,
  row: Float64Array,
  mean: Float64Array,
): Float64Array {
  const columns = row.length;
  return Float64Array.from({ length: features }, (_, j) => {
    let share = 0;
    for (let column = 0; column < columns; column++)
      share += (matrix[j * columns + column] as number) * ((row[column] as number) - (mean[column] as number));
    return share;
  });
}
