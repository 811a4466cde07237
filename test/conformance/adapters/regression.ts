import { quantile } from '../../../src/core/comparison/quantile.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { maximumError } from '../../../src/core/evaluation/regression/errors.ts';
import {
  errorDeviationStatistic,
  explainedVarianceStatistic,
} from '../../../src/core/evaluation/regression/explained-variance.ts';
import {
  meanAbsolutePercentageErrorStatistic,
  symmetricPercentageErrors,
  weightedAbsolutePercentageErrorStatistic,
} from '../../../src/core/evaluation/regression/percentage-errors.ts';
import { intervalQuality } from '../../../src/core/evaluation/regression/prediction-intervals.ts';
import { pinballSkill, tweedieSkill } from '../../../src/core/evaluation/regression/skill.ts';
import { rootMeanSquaredLogErrorStatistic } from '../../../src/core/evaluation/regression/squared-log-errors.ts';
import { tweedieDeviances } from '../../../src/core/evaluation/regression/tweedie-deviances.ts';
import type { Sample } from '../../../src/core/evaluation/sample.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { meanStatistic } from '../../../src/core/evaluation/sum-statistic.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, number } from '../shapes.ts';
import { weighted } from '../weighted.ts';

const sampleOf = (y_true: Value, y_pred: Value): Sample => ({
  label: column(y_true),
  score: column(y_pred),
  threshold: 0.5,
});

const regressionMetrics: Adapter = ({ y_true, y_pred, sample_weight: weight }) => {
  const sample = sampleOf(y_true, y_pred);
  const metric = (name: keyof typeof metrics) => weighted(bindMetric(metrics[name], sample), weight);
  const mean = (perRow: Float64Array) => weighted(meanStatistic(perRow), weight);
  return {
    mae: metric('mae'),
    mse: metric('mse'),
    rmse: metric('rmse'),
    medae: metric('median_absolute_error'),
    r2: metric('r2'),
    mean_error: metric('mean_error'),
    explained_variance: metric('explained_variance'),
    error_std_ddof0: weighted(errorDeviationStatistic(sample, 0), weight),
    error_std_ddof1: weighted(errorDeviationStatistic(sample, 1), weight),
    max_error: maximumError(sample),
    mape: metric('mape'),
    smape: mean(symmetricPercentageErrors(sample)),
    wape: weighted(weightedAbsolutePercentageErrorStatistic(sample), weight),
    msle: metric('mean_squared_log_error'),
    rmsle: weighted(rootMeanSquaredLogErrorStatistic(sample), weight),
    poisson_deviance: metric('mean_poisson_deviance'),
    gamma_deviance: metric('mean_gamma_deviance'),
    tweedie_1_5: mean(tweedieDeviances(sample, 1.5)),
    pinball_0_9: metric('pinball_0_9'),
    pinball_0_1: metric('pinball_0_1'),
    d2_tweedie_1: tweedieSkill(sample, 1).value,
    d2_absolute: pinballSkill(sample, 0.5).value,
    d2_pinball_0_9: pinballSkill(sample, 0.9).value,
  };
};

export const regressionAdapters: Readonly<Record<string, Adapter>> = {
  regression_metrics: regressionMetrics,
  r2: ({ y_true, y_pred }, { force_finite }) => {
    if (force_finite === false) throw new Error('an R² without a finite value is not offered');
    const sample = sampleOf(y_true, y_pred);
    const explained = observe(explainedVarianceStatistic(sample)).value;
    return {
      r2: observe(bindMetric(metrics.r2, sample)).value,
      explained_variance: Number.isNaN(explained) ? null : explained,
    };
  },
  mape: ({ y_true, y_pred }, { eps }) => ({
    mape: observe(
      meanAbsolutePercentageErrorStatistic(sampleOf(y_true, y_pred), eps === undefined ? undefined : number(eps)),
    ).value,
  }),
  prediction_intervals: ({ y_true, lower, upper }, { alpha }) => {
    const found = intervalQuality(column(y_true), column(lower), column(upper), number(alpha));
    return { coverage: found.coverage, mean_width: found.meanWidth, winkler: found.winkler };
  },
  error_quantiles: ({ errors }, { probs }) => ({
    q: Array.from(column(probs), (p) => quantile(column(errors).sort(), p)),
  }),
};
