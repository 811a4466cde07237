import { AvalError } from '../../errors.ts';
import type { Coalitions } from './coalitions.ts';
import type { Method } from './methods.ts';
import type { SampledShares } from './permutation-shapley.ts';

/** What one row asks of the model, and how shares come of the answers, for each output alike. */
export interface Question {
  readonly coalitions: Coalitions;
  readonly shares: (answers: Float64Array) => Pick<SampledShares, 'shares'> & Partial<SampledShares>;
}

export function tooMany(method: Method, features: number): AvalError {
  return new AvalError('usage', {
    rule: 'explain.features',
    message: `the method "${method}" would ask too many coalitions of ${features} features`,
    hint: 'Use --method permutation or kernel, which draw some of them.',
  });
}

export function tooFew(method: Method, least: number, found: number): AvalError {
  return new AvalError('usage', {
    rule: 'explain.evaluations',
    message: `--evaluations ${found} are too few for the method "${method}": at least ${least} for these features`,
  });
}
