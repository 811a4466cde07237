import type { Sample } from '../sample.ts';
import { squaredErrors } from '../squared-errors.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';

/** √ of the mean squared error, in the unit of the target. */
export function rootMeanSquaredErrorStatistic(sample: Sample): Statistic {
  return sumStatistic([squaredErrors(sample)], ({ total, of }) => ({
    value: Math.sqrt(Math.max(0, of[0] ?? 0) / total), // without a row the sum may round below 0
  }));
}
