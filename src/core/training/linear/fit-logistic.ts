import type { ParametersOf } from '../../definitions/schema/model.ts';
import { exponential } from '../exponential.ts';
import { logarithm } from '../logarithm.ts';
import { solveSymmetric } from './cholesky.ts';
import { dot } from './conjugate-gradients.ts';
import type { DesignMatrix } from './design-matrix.ts';
import { Accumulator } from './kernels/kernels.ts';
import { addPenalties, multiply, penaltyOf, scaledPenalties } from './normal-equations.ts';

export type LinearParameters = ParametersOf<'linear'>;

/** Reports each iteration; throws to stop. `note` says how it ended. */
export type Step = (done: number, note?: string) => Promise<void>;

/** One of each for each row; weights are above 0. */
export interface WeightedLabel {
  readonly label: Float64Array;
  readonly weight: Float64Array;
}

const halvings = 30;

/**
 * Coefficients of the scaled columns that minimise the weighted sum of log losses + l2/2 |w|^2 (scikit-learn's C is 1/l2), by Newton
 * steps, halved where the objective would grow. Ends when the step's expected gain, half the Newton decrement, is at
 * most `tolerance`: the coefficients are then off by about its square.
 */
export async function fitLogistic(
  matrix: DesignMatrix,
  rows: WeightedLabel,
  { l2, iterations, tolerance }: LinearParameters,
  step: Step,
): Promise<Float64Array> {
  const order = matrix.described.length + 1;
  const penalties = scaledPenalties(matrix, l2);
  const equations = new Accumulator(order);
  const scores = new Float64Array(matrix.rows);
  const residual = new Float64Array(matrix.rows);
  const curvature = new Float64Array(matrix.rows);
  let weights: Float64Array = new Float64Array(order);
  let objective = derivatives(scores, rows, residual, curvature);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    equations.accumulate(matrix, residual, curvature);
    addPenalties(equations, penalties, weights);
    const direction = solveSymmetric(equations.hessian, equations.gradient);
    const decrement = dot(direction, equations.gradient);
    for (let halving = 0, length = 1; halving <= halvings; halving++, length /= 2) {
      const candidate = weights.map((weight, j) => weight - length * (direction[j] as number)); // equal lengths
      multiply(matrix, candidate, scores);
      const reached = derivatives(scores, rows, residual, curvature) + penaltyOf(penalties, candidate);
      if (reached > objective * (1 + 1e-12) && halving < halvings) continue; // rounding may make an optimum grow
      weights = candidate;
      objective = reached;
      break;
    }
    const converged = decrement / 2 <= tolerance;
    await step(iteration, converged ? `converged at ${iteration}` : undefined);
    if (converged) return weights;
  }
  await step(iterations, 'not converged: raise iterations or l2');
  return weights;
}

/** Residual p - y and curvature p (1 - p) of each row, times its weight; returns the weighted sum of the log losses. */
function derivatives(
  scores: Float64Array,
  { label, weight }: WeightedLabel,
  residual: Float64Array,
  curvature: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number; // one of each for each row
    const y = label[row] as number;
    const w = weight[row] as number; // 1 changes no bit
    // e^-|z| never overflows; p and 1 - p are both exact near 0, so a sure answer keeps its curvature.
    const e = exponential(-Math.min(40, Math.abs(score)));
    const small = e / (1 + e);
    const p = score < 0 ? small : 1 - small;
    residual[row] = w * (p - y);
    curvature[row] = w * (small * (1 - small));
    const wrong = y === 1 ? -score : score;
    sum += w * (Math.max(0, wrong) + logarithm(1 + e));
  }
  return sum;
}
