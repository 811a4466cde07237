import type { ParametersOf } from '../../core/definitions/schema/model.ts';
import type { Task } from '../../core/training/engine.ts';

/** What the training thread is given. */
export interface TrainingJob {
  readonly task: Task;
  /** Row by row, `rows` × `columns`. */
  readonly inputs: Float32Array;
  /** One for each row; of several classes the place of the class. */
  readonly targets: Float32Array;
  /** Multiclass: how many. */
  readonly classes?: number;
  /** One for each row, with a mean of 1. Absent: all count the same. */
  readonly weight?: Float32Array;
  readonly columns: number;
  readonly parameters: ParametersOf<'tfjs'>;
  readonly seed: number;
}

export type TrainingReply =
  | { readonly kind: 'epoch'; readonly epoch: number; readonly loss: number }
  | { readonly kind: 'trained'; readonly weights: Float32Array }
  | { readonly kind: 'nodeMissing'; readonly reason: string };
