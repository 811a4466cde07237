import type { CategoryColumn } from '../../features/frame.ts';
import type { StatisticUnits, Unpack } from './packed-statistics.ts';

/** What boosting needs to know of a loss. Scores are in the loss's own units until `toLabelUnits`, an array for each output. */
export interface Loss {
  /** The best constant score of each output: there is one, but one for each class of several. */
  readonly baseScores: readonly number[];
  /** Multiplier that turns scores into what the model file holds; a power of two. */
  readonly toLabelUnits: number;
  /** For each array of packed statistics, what unpacks its sums; later ones complete what the first leaves. */
  readonly unpack: readonly Unpack[];
  /**
   * Writes each row's packed gradient and hessian for the next tree of an output, and says what their units are. All outputs of a round are asked
   * for in their order, and are derived from the scores that the round begins with.
   */
  pack(tree: number, scores: readonly Float64Array[], packed: readonly Float64Array[], output: number): StatisticUnits;
  /** Mean loss of scores against labels, by weight; only its order matters. `query` says which rows are ranked together. */
  mean(scores: readonly Float64Array[], label: Float64Array, weight: Float64Array, query?: CategoryColumn): number;
}
