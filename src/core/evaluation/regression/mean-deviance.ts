import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { partialMeanStatistic } from '../sum-statistic.ts';
import { tweedieDeviances } from './tweedie-deviances.ts';

/** Mean Poisson deviance (scikit-learn); degenerate with a negative target or a prediction that is not above 0. */
export function meanPoissonDevianceStatistic(sample: Sample): Statistic {
  const isDefined = sample.label.map((y, i) => (y >= 0 && (sample.score[i] ?? 0) > 0 ? 1 : 0));
  return partialMeanStatistic(tweedieDeviances(sample, 1), isDefined, 'a target below 0 or a prediction not above 0');
}

/** Mean gamma deviance (scikit-learn); degenerate with a target or a prediction that is not above 0. */
export function meanGammaDevianceStatistic(sample: Sample): Statistic {
  const isDefined = sample.label.map((y, i) => (y > 0 && (sample.score[i] ?? 0) > 0 ? 1 : 0));
  return partialMeanStatistic(tweedieDeviances(sample, 2), isDefined, 'a target or a prediction not above 0');
}
