import { allCoalitions, binomial } from '../shapley/coalitions.ts';
import { exactShapley } from '../shapley/exact-shapley.ts';
import { mainEffects } from './main-effects.ts';

/**
 * Shapley interaction values (Grabisch and Roubens 1999, halved as in Lundberg et al. 2018) from the value of every coalition, in the order of
 * `allCoalitions`: what two features add together beyond what they add apart, averaged over who else is there. features × features, symmetric, half of a
 * pair's interaction in each of its two places; the diagonal is what is left of a feature's Shapley value, so that rows add up to those.
 */
export function exactInteractions(values: Float64Array, features: number): Float64Array {
  const pairs = new Float64Array(features * features);
  const { members } = allCoalitions(features);
  for (let coalition = 0; coalition < values.length; coalition++) {
    const own = members.subarray(coalition * features, (coalition + 1) * features);
    const size = own.reduce((sum, one) => sum + one, 0);
    const weight = 1 / (2 * (features - 1) * binomial(features - 2, size));
    for (let i = 0; i < features; i++) {
      if (own[i]) continue;
      for (let j = 0; j < i; j++) {
        if (own[j]) continue;
        const [a, b] = [1 << i, 1 << j];
        const at = (bits: number) => values[coalition | bits] as number; // all of them are coalitions
        const together = weight * (at(a | b) - at(a) - at(b) + at(0));
        (pairs[i * features + j] as number) += together;
        (pairs[j * features + i] as number) += together;
      }
    }
  }
  return mainEffects(pairs, exactShapley(values, features));
}
