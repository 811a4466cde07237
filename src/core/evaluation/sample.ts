import type { Gates } from '../definitions/schema/gates.ts';

/** Cost of one decision of each outcome; negative is a gain. */
export type DecisionCosts = NonNullable<Gates['problem']['costs']>;

/** Labels and one model's scores of the same rows, finite and of equal length. */
export interface Sample {
  /** Binary: 0 or 1; multiclass: index of the class; regression: the value; ranking: relevance, 0 or more. */
  readonly label: Float64Array;
  /** One number per row; multiclass: the probabilities of all classes, row after row. */
  readonly score: Float64Array;
  /** Multiclass: how many. */
  readonly classes?: number;
  /** Ranking: number of each row's query. */
  readonly query?: Uint32Array;
  /** Binary: positive when the score is at least this. */
  readonly threshold: number;
  /** 1 where a row is decided positive, where the threshold isn't what decides. */
  readonly decided?: Uint8Array;
  readonly costs?: DecisionCosts;
  /** Multiclass: cost of calling a row of one class another; classes × classes, a line for each true class. */
  readonly classCosts?: Float64Array;
  /** How often each row (of a ranking: each query) counts, above 0; absent: once. */
  readonly weight?: Float64Array;
}
