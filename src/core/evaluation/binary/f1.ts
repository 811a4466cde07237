import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { ratioStatistic } from '../sum-statistic.ts';
import { predictedPositive } from './decisions.ts';

/** 2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall. */
export function f1Statistic(sample: Sample): Statistic {
  const predicted = predictedPositive(sample);
  const hits = predicted.map((p, i) => 2 * p * (sample.label[i] ?? 0));
  const claims = predicted.map((p, i) => p + (sample.label[i] ?? 0));
  return ratioStatistic(hits, claims, 'no positive rows, true or predicted');
}
