import { AvalError } from '../../errors.ts';
import type { Explainer } from '../shapley/explainer.ts';

/** How an explainer tells interactions. Throws `usage`, with the reason, for a method that has none. */
export function interactionsOf({ method, interactions }: Explainer): NonNullable<Explainer['interactions']> {
  if (interactions !== undefined) return interactions;
  const linear = method === 'linear' || method === 'linearCorrelated';
  throw new AvalError('usage', {
    rule: 'explain.interactions',
    message: linear
      ? 'a linear model adds its features up: no two of them interact on that scale'
      : `the method "${method}" tells no interactions`,
    hint: `Ask for --interactions with ${linear ? '--method exact or permutation, which look at the answer itself' : '--method tree, treePath, exact or permutation'}.`,
  });
}
