import type { Task } from '../engine.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Tree } from './tree.ts';

/** A trained model: the score of a row is the base score plus one leaf value of each tree, for each output. */
export interface GbdtModel {
  readonly task: Task;
  /** Of each output. Binary: log odds; regression and ranking: the value; multiclass: for each class, of what the softmax makes probabilities. */
  readonly baseScores: readonly number[];
  readonly features: readonly FeatureBins[];
  /** Tree k adds to output k modulo the number of outputs. */
  readonly trees: readonly Tree[];
}
