import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { partialMeanStatistic } from '../sum-statistic.ts';
import { rootMeanSquaredErrorStatistic } from './root-mean-squared-error.ts';

/** (ln(1 + ŷ) - ln(1 + y))², per row (scikit-learn's MSLE); NaN where either is below -1. */
export function squaredLogErrors({ label, score }: Sample): Float64Array {
  return label.map((y, i) => (Math.log1p(score[i] ?? 0) - Math.log1p(y)) ** 2);
}

/** Their mean; degenerate where a target or a prediction is negative. */
export function meanSquaredLogErrorStatistic(sample: Sample): Statistic {
  const { label, score } = sample;
  const isDefined = label.map((y, i) => (y >= 0 && (score[i] ?? 0) >= 0 ? 1 : 0));
  return partialMeanStatistic(squaredLogErrors(sample), isDefined, 'a target or a prediction is negative');
}

/** √ of their mean: about the relative error, as long as that is small. */
export function rootMeanSquaredLogErrorStatistic(sample: Sample): Statistic {
  return rootMeanSquaredErrorStatistic({
    ...sample,
    label: sample.label.map(Math.log1p),
    score: sample.score.map(Math.log1p),
  });
}
