import { normalizedGain } from '../../src/core/evaluation/ranking/query-metrics.ts';
import { rankQueries } from '../../src/core/evaluation/ranking/ranked-query.ts';
import type { Dataset } from './dataset.ts';

/** How well test rows are predicted, by a number of which more is better. */
export interface Quality {
  readonly name: string;
  readonly value: number;
}

export function quality({ task, testLabel: label, testQuery, classes = 1 }: Dataset, predicted: Float64Array): Quality {
  switch (task) {
    case 'binary':
      return { name: 'ROC AUC', value: rocAuc(label, predicted) };
    case 'multiclass':
      return { name: 'mean log likelihood', value: logLikelihood(label, predicted, classes) };
    case 'ranking':
      return { name: 'nDCG@10', value: meanGain(label, predicted, testQuery ?? new Int32Array(label.length)) };
    case 'regression':
      return { name: 'R2', value: rSquared(label, predicted) };
  }
}

function logLikelihood(label: Float64Array, predicted: Float64Array, classes: number): number {
  return label.reduce((sum, y, row) => sum + Math.log(predicted[row * classes + y] ?? Number.NaN), 0) / label.length;
}

function meanGain(label: Float64Array, score: Float64Array, query: Int32Array): number {
  const queries = rankQueries({ label, score, query: Uint32Array.from(query) });
  return queries.reduce((sum, one) => sum + normalizedGain(one, 10), 0) / queries.length;
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
