import type { Task } from '../../src/core/training/engine.ts';

/** ROC AUC for binary, R² for regression. */
export function quality(task: Task, label: Float64Array, predicted: Float64Array): number {
  return task === 'binary' ? rocAuc(label, predicted) : rSquared(label, predicted);
}

function rocAuc(label: Float64Array, score: Float64Array): number {
  const order = Array.from(score.keys()).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0));
  const positives = label.reduce((sum, value) => sum + value, 0);
  let rankSum = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && score[order[to] ?? 0] === score[order[from] ?? 0]) to += 1;
    for (const row of order.slice(from, to)) rankSum += ((label[row] ?? 0) * (from + to + 1)) / 2; // ties: the middle rank
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (label.length - positives));
}

function rSquared(label: Float64Array, predicted: Float64Array): number {
  const mean = label.reduce((sum, value) => sum + value, 0) / label.length;
  const total = label.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const rest = label.reduce((sum, value, row) => sum + (value - (predicted[row] ?? 0)) ** 2, 0);
  return 1 - rest / total;
}
