import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { ratioStatistic } from '../sum-statistic.ts';
import { predictedPositive } from './decisions.ts';

/**
 * (1 + β²) TP / ((1 + β²) TP + β² FN + FP): harmonic mean of precision and recall, in which recall counts β times as much as
 * precision. van Rijsbergen (1979).
 */
export function fBetaStatistic(sample: Sample, beta: number): Statistic {
  const predicted = predictedPositive(sample);
  const hits = predicted.map((p, i) => (1 + beta ** 2) * p * (sample.label[i] ?? 0));
  const claims = predicted.map((p, i) => p + beta ** 2 * (sample.label[i] ?? 0));
  return ratioStatistic(hits, claims, 'no positive rows, true or predicted');
}
