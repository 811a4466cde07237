import type { Task } from '../engine.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Tree } from './tree.ts';

/** A trained model: the score of a row is `baseScore` plus one leaf value of each tree. */
export interface GbdtModel {
  readonly task: Task;
  /** Binary: log odds; regression: the value. */
  readonly baseScore: number;
  readonly features: readonly FeatureBins[];
  readonly trees: readonly Tree[];
}
