import type { Sample } from '../../evaluation/sample.ts';
import type { Frame } from '../../features/frame.ts';

/** What a model was asked and what it answered, row by row. */
export interface Answers {
  /** Features before preparation, and `prediction`. */
  readonly frame: Frame;
  /** One number for each row, or one for each class. */
  readonly score: Float64Array;
}

/** Dev rows: labelled, and nothing that the model learned from. Never a holdout's. */
export interface LabelledAnswers extends Answers {
  readonly label: Float64Array;
}

/** By what answers become decisions and costs. */
export type Deciding = Pick<Sample, 'threshold' | 'costs' | 'classes' | 'classCosts'>;
