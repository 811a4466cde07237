import type { DecisionCosts } from '../evaluation/sample.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { Task } from '../training/engine.ts';

/** Everything known about the rows under evaluation; columns of equal length, one entry per row. */
export interface ScoredRows {
  readonly task: Task;
  /** Binary: 0 or 1; regression: the value. Rows with NaN are left out of every number. */
  readonly label: Float64Array;
  /** Raw text of the label, for `among`. */
  readonly labelText: CategoryColumn;
  /** Binary: probability of the positive class; regression: the value. */
  readonly challenger: Float64Array;
  readonly champion?: Float64Array;
  /** Constant answers: what happens without a model. Stands in for a champion that is not there. */
  readonly baseline: Float64Array;
  readonly groups: ReadonlyMap<string, CategoryColumn>;
}

export interface MeasureSettings {
  /** One-sided level of each bound: every interval is the two-sided 1 - 2 alpha. In (0, 0.5). */
  readonly alpha: number;
  readonly resamples: number;
  readonly seed: number;
  /** Groups whose number counts fewer rows are insufficient data. */
  readonly minimumGroup: number;
  readonly costs?: DecisionCosts;
  /** Positive when the score is at least this. */
  readonly thresholds: { readonly challenger: number; readonly champion?: number; readonly baseline: number };
}
