import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { ratioStatistic } from '../sum-statistic.ts';
import { predictedPositive } from './decisions.ts';

/** TP / (TP + FP): the share of rows called positive that are. */
export function precisionStatistic(sample: Sample): Statistic {
  const predicted = predictedPositive(sample);
  const hits = predicted.map((p, i) => p * (sample.label[i] ?? 0));
  return ratioStatistic(hits, predicted, 'no row is predicted positive');
}
