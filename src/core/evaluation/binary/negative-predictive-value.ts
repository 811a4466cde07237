import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { ratioStatistic } from '../sum-statistic.ts';
import { predictedNegative } from './decisions.ts';

/** TN / (TN + FN): the share of rows called negative that are. */
export function negativePredictiveValueStatistic(sample: Sample): Statistic {
  const called = predictedNegative(sample);
  const hits = called.map((p, i) => p * (1 - (sample.label[i] ?? 0)));
  return ratioStatistic(hits, called, 'no row is predicted negative');
}
