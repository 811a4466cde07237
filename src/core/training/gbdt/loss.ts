import type { StatisticUnits, Unpack } from './packed-statistics.ts';

/** What boosting needs to know of a loss. Scores are in the loss's own units until `toLabelUnits`. */
export interface Loss {
  /** The best constant score. */
  readonly baseScore: number;
  /** Multiplier that turns scores into what the model file holds; a power of two. */
  readonly toLabelUnits: number;
  readonly unpack: Unpack;
  /** Writes each row's packed gradient and hessian for the next tree, and says what their units are. */
  pack(tree: number, scores: Float64Array, packed: Float64Array): StatisticUnits;
  /** Mean loss of scores against labels; only its order matters. */
  mean(scores: Float64Array, label: Float64Array): number;
}
