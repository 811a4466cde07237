import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { rootMeanSquaredErrorStatistic } from './root-mean-squared-error.ts';

/** (ln(1 + ŷ) - ln(1 + y))², per row (scikit-learn's MSLE); NaN where either is below -1. */
export function squaredLogErrors({ label, score }: Sample): Float64Array {
  return label.map((y, i) => (Math.log1p(score[i] ?? 0) - Math.log1p(y)) ** 2);
}

/** √ of their mean: about the relative error, as long as that is small. */
export function rootMeanSquaredLogErrorStatistic(sample: Sample): Statistic {
  return rootMeanSquaredErrorStatistic({
    ...sample,
    label: sample.label.map(Math.log1p),
    score: sample.score.map(Math.log1p),
  });
}
