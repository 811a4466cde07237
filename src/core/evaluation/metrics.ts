import type { MetricName } from '../definitions/schema/gates.ts';
import { type AskedMetric, askable } from '../definitions/schema/metrics-of-task.ts';
import type { Task } from '../definitions/schema/tasks.ts';
import { decisionMetrics } from './binary/decision-metrics.ts';
import { scoreMetrics } from './binary/score-metrics.ts';
import { calibrationMetrics } from './calibration/calibration-metrics.ts';
import type { Metric } from './metric.ts';
import { multiclassMetrics } from './multiclass/multiclass-metrics.ts';
import { rankingMetrics } from './ranking/ranking-metrics.ts';
import { regressionMetrics } from './regression/regression-metrics.ts';

const binaryMetrics = { ...scoreMetrics, ...decisionMetrics, ...calibrationMetrics };

const byTask: Readonly<Record<Task, Readonly<Partial<Record<MetricName, Metric>>>>> = {
  binary: binaryMetrics,
  multiclass: multiclassMetrics,
  regression: regressionMetrics,
  ranking: rankingMetrics,
};

/**
 * Every metric that a definition can name; of a name that is both of binary and of multiclass models, the binary one. Title and
 * direction are the same for both.
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  ...multiclassMetrics,
  ...binaryMetrics,
  ...regressionMetrics,
  ...rankingMetrics,
};

/** The metric as it is computed for a task; undefined where it measures no such task. One class against the rest is a binary question. */
export function metricOf(task: Task, asked: AskedMetric): Metric | undefined {
  if (!askable(task, asked).includes(asked.metric)) return undefined;
  return byTask[asked.class === undefined ? task : 'binary'][asked.metric];
}
