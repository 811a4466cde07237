import { solveSymmetric } from '../../training/linear/cholesky.ts';
import type { Coalitions } from './coalitions.ts';

/** Coalitions other than none and all, with their weights and the values that the model gave them. */
export interface KernelQuestion {
  readonly coalitions: Coalitions;
  readonly weights: Float64Array;
  readonly values: Float64Array;
  readonly none: number;
  readonly all: number;
}

/**
 * Kernel SHAP's regression (Lundberg and Lee 2017): the shares whose sums come nearest to the coalitions' values, by weighted least squares; that they add
 * up to `all - none` is a constraint, met by eliminating the last feature. No feature is left out (shap's own `l1_reg` drops all but ten).
 */
export function kernelShapley({ coalitions, weights, values, none, all }: KernelQuestion): Float64Array {
  const { count, features, members } = coalitions;
  const free = features - 1;
  const whole = all - none;
  const a = new Float64Array(free * free);
  const b = new Float64Array(free);
  const row = new Float64Array(free);
  for (let k = 0; k < count; k++) {
    const last = members[k * features + free] as number; // k < count, here and below
    const weight = weights[k] as number;
    const target = (values[k] as number) - none - last * whole;
    for (let j = 0; j < free; j++) row[j] = (members[k * features + j] as number) - last;
    for (let i = 0; i < free; i++) {
      const weighted = weight * (row[i] as number);
      if (weighted === 0) continue;
      (b[i] as number) += weighted * target;
      for (let j = 0; j <= i; j++) (a[i * free + j] as number) += weighted * (row[j] as number);
    }
  }
  const found = solveSymmetric(a, b);
  const shares = new Float64Array(features);
  shares.set(found);
  shares[free] = whole - found.reduce((sum, share) => sum + share, 0);
  return shares;
}
