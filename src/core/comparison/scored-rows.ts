import type { DecisionCosts } from '../evaluation/sample.ts';
import type { CategoryColumn } from '../features/frame.ts';
import type { Task } from '../training/engine.ts';
import type { Resample } from './resample-job.ts';

/** Everything known about the rows under evaluation; columns of equal length, one entry per row. */
export interface ScoredRows {
  readonly task: Task;
  /** Binary: 0 or 1; multiclass: index of the class; regression: the value; ranking: relevance. Rows with NaN are left out of every number. */
  readonly label: Float64Array;
  /** Raw text of the label, for `among`. */
  readonly labelText: CategoryColumn;
  /** Multiclass: names of the classes, in the order of the probabilities. */
  readonly classes?: readonly string[];
  /** Binary: probability of the positive class; multiclass: those of all classes, row after row; regression: the value; ranking: higher is first. */
  readonly challenger: Float64Array;
  readonly champion?: Float64Array;
  /** The anchor's, where it is another model than the champion. */
  readonly anchor?: Float64Array;
  /** Constant answers: what happens without a model. Stands in for a champion that is not there. */
  readonly baseline: Float64Array;
  readonly groups: ReadonlyMap<string, CategoryColumn>;
  /** Ranking: which rows are ranked together. */
  readonly query?: CategoryColumn;
  /** Rows that are resampled together; absent: each alone. */
  readonly cluster?: CategoryColumn;
  /** How much each row counts, above 0; absent: 1. */
  readonly weight?: Float64Array;
  /** 1 where a model decides positive, where thresholds differ between rows; absent: the settings' thresholds decide. */
  readonly decided?: { readonly challenger: Uint8Array; readonly champion?: Uint8Array; readonly anchor?: Uint8Array };
}

export interface MeasureSettings {
  /** One-sided level of each bound: every interval is the two-sided 1 - 2 alpha. In (0, 0.5). */
  readonly alpha: number;
  readonly resamples: number;
  readonly seed: number;
  /** Groups whose number counts fewer rows are insufficient data. */
  readonly minimumGroup: number;
  readonly costs?: DecisionCosts;
  /** Multiclass: classes × classes, a line for each true class. */
  readonly classCosts?: Float64Array;
  /** Positive when the score is at least this. */
  readonly thresholds: {
    readonly challenger: number;
    readonly champion?: number;
    readonly anchor?: number;
    readonly baseline: number;
  };
  /** Ask other methods, too; `margin`: what a rule allows to be lost. */
  readonly opinions?: { readonly margin?: number };
  /** Where resampling is done; absent: on this thread. The numbers are the same. */
  readonly resample?: Resample;
}
