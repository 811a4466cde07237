import { solveSymmetric } from '../../training/linear/cholesky.ts';
import type { WeightedMoments } from './weighted-moments.ts';

/** A linear model that stands in for another one near a row. */
export interface Surrogate {
  readonly intercept: number;
  /** One for each feature; 0 for those that it was not given. */
  readonly coefficients: Float64Array;
  /** Weighted R² on the samples that it was fitted to: 1 where the model is linear around the row. */
  readonly fidelity: number;
}

/**
 * Weighted ridge regression on some of the features: the coefficients β that minimise Σ w (y − intercept − β x)² + alpha β², intercept unpenalised
 * (scikit-learn's Ridge, as LIME uses it: Ribeiro, Singh and Guestrin 2016).
 */
export function localSurrogate(moments: WeightedMoments, chosen: readonly number[], alpha: number): Surrogate {
  const { features, means, products, answerMean, withAnswer, answerSquares } = moments;
  const n = chosen.length;
  const product = (i: number, j: number) =>
    products[(chosen[i] as number) * features + (chosen[j] as number)] as number;
  const target = Float64Array.from(chosen, (j) => withAnswer[j] as number);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j] = product(i, j) + (i === j ? alpha : 0);
  const found = solveSymmetric(matrix, target);
  const coefficients = new Float64Array(features);
  let [intercept, left] = [answerMean, answerSquares];
  for (const [i, j] of chosen.entries()) {
    const own = found[i] as number;
    coefficients[j] = own;
    intercept -= own * (means[j] as number);
    left -= 2 * own * (target[i] as number);
    for (let k = 0; k < n; k++) left += own * (found[k] as number) * product(i, k);
  }
  return { intercept, coefficients, fidelity: answerSquares > 0 ? 1 - left / answerSquares : 1 };
}

/** The features that say most together, chosen one at a time by the fidelity that each adds (LIME's forward selection). At most `most`, in ascending order. */
export function forwardSelection(moments: WeightedMoments, most: number, alpha: number): readonly number[] {
  let chosen: readonly number[] = [];
  while (chosen.length < Math.min(most, moments.features)) {
    const left = [...moments.means.keys()].filter((j) => !chosen.includes(j));
    const fidelities = left.map((j) => localSurrogate(moments, [...chosen, j], alpha).fidelity);
    const best = fidelities.reduce((at, one, k) => (one > (fidelities[at] as number) ? k : at), 0);
    chosen = [...chosen, left[best] as number]; // there is one left
  }
  return [...chosen].sort((a, b) => a - b);
}
