import { binomial } from './coalitions.ts';

/**
 * Shapley values (Shapley 1953) from the value of every coalition, in the order of `allCoalitions`: what a feature adds, averaged over all orders in
 * which features may come. They add up to the value of all less the value of none.
 */
export function exactShapley(values: Float64Array, features: number): Float64Array {
  const weight = Float64Array.from({ length: features }, (_, size) => 1 / (features * binomial(features - 1, size)));
  const shares = new Float64Array(features);
  for (let coalition = 0; coalition < values.length; coalition++) {
    const size = bitCount(coalition);
    for (let j = 0; j < features; j++) {
      if ((coalition >>> j) & 1) continue;
      const added = (values[coalition | (1 << j)] as number) - (values[coalition] as number); // both are coalitions
      (shares[j] as number) += (weight[size] as number) * added; // a feature is left, so size < features
    }
  }
  return shares;
}

/** How many bits of a whole number below 2³² are 1. */
function bitCount(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count++;
  return count;
}
