import type { Gates } from '../definitions/schema/gates.ts';

/** Cost of one decision of each outcome; negative is a gain. */
export type DecisionCosts = NonNullable<Gates['problem']['costs']>;

/** Labels and one model's scores of the same rows, finite and of equal length. */
export interface Sample {
  /** Binary: 0 or 1; regression: the value. */
  readonly label: Float64Array;
  readonly score: Float64Array;
  /** Binary: positive when the score is at least this. */
  readonly threshold: number;
  readonly costs?: DecisionCosts;
}
