import type { TrainingData } from '../engine.ts';
import { unequalWeights } from '../unequal-weights.ts';
import { lambdarankLoss } from './lambdarank-loss.ts';
import { logLoss } from './log-loss.ts';
import type { Loss } from './loss.ts';
import { softmaxLoss } from './softmax-loss.ts';
import { squaredLoss } from './squared-loss.ts';
import { weightedLogLoss, weightedSquaredLoss } from './weighted-losses.ts';

/** The loss of a task: of a ranking whose queries are known that of their order, else the squared loss of the relevance. */
export function lossOf(data: Omit<TrainingData, 'frame' | 'keys'>, seed: number): Loss {
  const { task, label, classes } = data;
  const weight = unequalWeights(data);
  switch (task) {
    case 'binary':
      return weight ? weightedLogLoss(label, weight) : logLoss(label, seed);
    case 'multiclass':
      return softmaxLoss(label, classes?.length ?? 0, seed, weight);
    case 'ranking':
      if (data.query) return lambdarankLoss({ label, query: data.query, weight });
      return weight ? weightedSquaredLoss(label, weight) : squaredLoss(label);
    case 'regression':
      return weight ? weightedSquaredLoss(label, weight) : squaredLoss(label);
  }
}
