import type { Gates } from '../../definitions/schema/gates.ts';
import { type Estimate, isDefined } from '../../evaluation/estimate.ts';
import { metricOf } from '../../evaluation/metrics.ts';
import { classCostsOf } from '../../evaluation/multiclass/class-costs.ts';
import { present } from '../../present.ts';
import type { MetricEstimate, MetricRules } from '../realised-metrics.ts';
import type { Answers, Deciding, LabelledAnswers } from './answers.ts';
import { type EstimatedQuantity, expectedMetric } from './expected-metric.ts';
import { expectedOfClasses } from './expected-of-classes.ts';
import { expectedOfRegression } from './expected-of-regression.ts';
import { knownRows } from './labelled-answers.ts';
import { fewOf, secondOpinions } from './second-opinion.ts';
import { strayingOf } from './window-interval.ts';

/** A metric of a window whose labels are not known. */
export interface EstimatedMetric {
  readonly metric: MetricEstimate['metric'];
  /** On the dev rows of training. */
  readonly reference: Estimate;
  /** Where the metric is expected to be found once labels come. */
  readonly current: Estimate;
  /** The same asked another way: dev rows counted by how much they look like the window. */
  readonly weighted?: Estimate;
}

/** Says what a window's metrics may be before labels come. It sees covariate shift, and never that rows of a kind have begun to turn out otherwise. */
export interface PerformanceEstimator {
  estimate(answers: Answers): Promise<readonly MetricEstimate[]>;
  /** With the second opinion, which fits trees to the window. */
  estimateTwice(answers: Answers): Promise<readonly EstimatedMetric[]>;
}

/**
 * Learns from labelled dev rows; a label of NaN is not known. `training`: the metrics of those rows. Undefined where no row can be judged without its
 * label: a ranking, rows that count by a weight, thresholds by group (neither weight nor group of a row is logged).
 */
export function performanceEstimator(
  dev: LabelledAnswers & { readonly clustered: boolean },
  training: readonly MetricEstimate[],
  rules: MetricRules,
): PerformanceEstimator | undefined {
  const { gates, project, threshold, byGroup } = rules;
  const { task } = gates.problem;
  if (task === 'ranking' || gates.data.weight !== undefined || byGroup !== undefined) return undefined;
  const deciding = decidingOf(gates, threshold);
  const labelled = knownRows(dev, deciding.classes ?? 1);
  if (labelled.label.length === 0) return undefined;
  const { alpha, minimumGroup } = project.statistics;
  const settings = { alpha, independent: !dev.clustered };
  const metrics = training.flatMap(({ metric: name, estimate: reference }): EstimatedQuantity[] => {
    const metric = metricOf(task, { metric: name });
    if (metric === undefined) return [];
    const known = isDefined(reference);
    const straying = known ? strayingOf(metric, { ...deciding, ...labelled }, reference, settings) : undefined;
    return [{ name, metric, reference, straying }];
  });
  const expectation =
    task === 'regression'
      ? expectedOfRegression(labelled, deciding)
      : expectedOfClasses(labelled, deciding, gates.data.seed);
  const weighted = { labelled: fewOf(labelled, deciding), deciding, alpha, minimumGroup };
  const current = (quantity: EstimatedQuantity, answers: Answers): Promise<Estimate> =>
    expectedMetric(expectation, quantity, answers, alpha);
  return {
    async estimate(answers) {
      const found: MetricEstimate[] = [];
      for (const one of metrics) found.push({ metric: one.name, estimate: await current(one, answers) });
      return found;
    },
    async estimateTwice(answers) {
      const second = await secondOpinions(weighted, metrics, answers);
      const found: EstimatedMetric[] = [];
      for (const one of metrics) {
        const { name: metric, reference } = one;
        found.push({
          metric,
          reference,
          current: await current(one, answers),
          ...present({ weighted: second.get(metric) }),
        });
      }
      return found;
    },
  };
}

function decidingOf({ problem }: Gates, threshold: number): Deciding {
  return {
    threshold,
    ...present({ costs: problem.costs, classes: problem.label.classes?.length, classCosts: classCostsOf(problem) }),
  };
}
