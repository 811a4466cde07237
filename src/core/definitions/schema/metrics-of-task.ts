import {
  binaryMetrics,
  type MetricName,
  multiclassMetrics,
  rankingMetrics,
  regressionMetrics,
} from './metric-names.ts';
import type { Task } from './tasks.ts';

/** What each task is measured by. */
const metricsOfTask: Readonly<Record<Task, readonly MetricName[]>> = {
  binary: binaryMetrics,
  multiclass: multiclassMetrics,
  regression: regressionMetrics,
  ranking: rankingMetrics,
};

/** A metric; with `class` that of a binary model, of one class against all others. */
export interface AskedMetric {
  readonly metric: MetricName;
  readonly class?: unknown;
}

/** What can be asked of a task; one class against the rest is a binary question, but for its costs, which nobody declared. */
export function askable(task: Task, asked: Pick<AskedMetric, 'class'>): readonly MetricName[] {
  if (asked.class === undefined) return metricsOfTask[task];
  return task === 'multiclass' ? binaryMetrics.filter((name) => name !== 'expected_cost') : [];
}
