import type { Metric } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { squaredErrors } from '../squared-errors.ts';
import { absoluteErrors, errors } from './errors.ts';
import { explainedVarianceStatistic } from './explained-variance.ts';
import { meanGammaDevianceStatistic, meanPoissonDevianceStatistic } from './mean-deviance.ts';
import { medianAbsoluteErrorStatistic } from './median-absolute-error.ts';
import { meanAbsolutePercentageErrorStatistic } from './percentage-errors.ts';
import { pinballLosses } from './pinball-losses.ts';
import { r2Statistic } from './r2.ts';
import { rootMeanSquaredErrorStatistic } from './root-mean-squared-error.ts';
import { meanSquaredLogErrorStatistic } from './squared-log-errors.ts';

const lower = { task: 'regression', betterIs: 'lower' } as const;
const higher = { task: 'regression', betterIs: 'higher' } as const;
const ofScores = { kind: 'other', reads: 'scores' } as const;

/** Metrics of predicted values. */
export const regressionMetrics = {
  mae: {
    ...lower,
    title: 'mean absolute error',
    definition: 'Mean |prediction - target|.',
    kind: 'mean',
    perRow: absoluteErrors,
  },
  mse: {
    ...lower,
    title: 'mean squared error',
    definition: 'Mean (prediction - target)².',
    kind: 'mean',
    perRow: squaredErrors,
  },
  rmse: {
    ...lower,
    ...ofScores,
    title: 'root mean squared error',
    definition: '√ of the mean squared error.',
    statistic: rootMeanSquaredErrorStatistic,
  },
  r2: {
    ...higher,
    ...ofScores,
    title: 'R²',
    range: [-Infinity, 1],
    definition: '1 - squared error / squared deviation of the target; undefined for a constant target.',
    statistic: r2Statistic,
  },
  explained_variance: {
    ...higher,
    ...ofScores,
    title: 'explained variance',
    range: [-Infinity, 1],
    definition: '1 - variance of the error / variance of the target: R² that forgives a constant bias.',
    statistic: explainedVarianceStatistic,
  },
  median_absolute_error: {
    ...lower,
    ...ofScores,
    title: 'median absolute error',
    definition: 'Median |prediction - target|.',
    statistic: medianAbsoluteErrorStatistic,
  },
  mape: {
    ...lower,
    ...ofScores,
    title: 'mean absolute percentage error',
    definition: 'Mean |prediction - target| / |target|, as a share; undefined where any target is within 1e-8 of 0.',
    statistic: (sample) => meanAbsolutePercentageErrorStatistic(sample),
  },
  mean_squared_log_error: {
    ...lower,
    ...ofScores,
    title: 'mean squared log error',
    definition: 'Mean (ln(1 + prediction) - ln(1 + target))²; undefined where either is negative.',
    statistic: meanSquaredLogErrorStatistic,
  },
  mean_poisson_deviance: {
    ...lower,
    ...ofScores,
    title: 'mean Poisson deviance',
    definition: '2 · mean(y ln(y / ŷ) - y + ŷ); undefined with a target below 0 or a prediction not above 0.',
    statistic: meanPoissonDevianceStatistic,
  },
  mean_gamma_deviance: {
    ...lower,
    ...ofScores,
    title: 'mean gamma deviance',
    definition: '2 · mean(ln(ŷ / y) + y / ŷ - 1); undefined with a target or a prediction not above 0.',
    statistic: meanGammaDevianceStatistic,
  },
  pinball_0_1: pinball(0.1),
  pinball_0_5: pinball(0.5),
  pinball_0_9: pinball(0.9),
  mean_error: {
    ...lower,
    betterIs: 'neither',
    title: 'mean error',
    definition: 'Mean of prediction - target.',
    kind: 'mean',
    perRow: errors,
  },
} satisfies Readonly<Record<string, Metric>>;

function pinball(quantile: number) {
  return {
    ...lower,
    title: `pinball loss of quantile ${quantile}`,
    definition: `Mean loss of predicting quantile ${quantile}: ${quantile} · (target - prediction) when too low, ${Number((1 - quantile).toFixed(2))} · the excess when too high.`,
    kind: 'mean',
    perRow: (sample: Sample) => pinballLosses(sample, quantile),
  } satisfies Metric;
}
