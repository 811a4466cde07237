import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorLibrary } from './tensor-library.ts';
import type { TrainingJob } from './training-messages.ts';

/** What a net of a task ends with, and what it is trained to lower. */
export interface TaskLoss {
  readonly units: number;
  readonly activation: 'sigmoid' | 'softmax' | 'linear';
  readonly loss: string;
}

export function taskLoss({ task, classes }: Pick<TrainingJob, 'task' | 'classes'>): TaskLoss {
  switch (task) {
    case 'binary':
      return { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' };
    case 'multiclass':
      return { units: classes ?? 0, activation: 'softmax', loss: 'categoricalCrossentropy' };
    case 'regression':
    case 'ranking':
      return { units: 1, activation: 'linear', loss: 'meanSquaredError' };
  }
}

/** The loss of each row times its weight. tfjs 4.22 takes no weights of rows: `weights` says those of the batch that is trained on. */
export function weightedLoss(tf: TensorLibrary, { task }: Pick<TrainingJob, 'task'>, weights: () => Tensor) {
  return (label: Tensor, answer: Tensor): Tensor => tf.mul(rowLosses(tf, task, label, answer), weights());
}

function rowLosses(tf: TensorLibrary, task: TrainingJob['task'], label: Tensor, answer: Tensor): Tensor {
  switch (task) {
    case 'binary':
      return tf.metrics.binaryCrossentropy(label, answer);
    case 'multiclass':
      return tf.metrics.categoricalCrossentropy(label, answer);
    case 'regression':
    case 'ranking':
      return tf.metrics.meanSquaredError(label, answer);
  }
}
