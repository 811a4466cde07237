import type { MetricName } from '../definitions/schema/metric-names.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { Evidence, Quantity } from './evidence.ts';

/** What a model of the metric's task is judged on: rows, or the queries of a ranking. */
export function taskUnit(metric: MetricName | undefined): 'rows' | 'queries' {
  return metric !== undefined && metrics[metric].task === 'ranking' ? 'queries' : 'rows';
}

/** What the numbers of a metric count: of rows only those that it is about, such as the positive ones for recall. */
export function countedUnit(metric: MetricName | undefined): string {
  if (metric === undefined) return taskUnit(metric);
  const { among } = metrics[metric];
  if (among !== undefined) return among === 1 ? 'positive rows' : 'negative rows';
  return denominators[metric] ?? taskUnit(metric);
}

const denominators: Partial<Record<MetricName, string>> = {
  precision: 'rows called positive',
  negative_predictive_value: 'rows called negative',
  f1: 'rows positive or called so',
  f0_5: 'rows positive or called so',
  f2: 'rows positive or called so',
  precision_top_1: 'rows of the top 1 %',
  precision_top_5: 'rows of the top 5 %',
  precision_top_10: 'rows of the top 10 %',
  recall_top_1: 'positive rows',
  recall_top_5: 'positive rows',
  recall_top_10: 'positive rows',
  lift_top_1: 'rows of the top 1 %',
  lift_top_5: 'rows of the top 5 %',
  lift_top_10: 'rows of the top 10 %',
};

/** Whose rows a number of a group counts, to put after them: a ratio of two groups counts those of the smaller one, whichever that is. Nothing over all rows. */
export function countedGroup({ group, relative }: Quantity): string {
  if (group === undefined) return '';
  return relative === true && group.reference !== undefined ? ' of the smaller group' : ` of ${group.value}`;
}

/** The same of all numbers of an evidence: a model has one task. */
export function countedUnitOf({ measurements }: Pick<Evidence, 'measurements'>): 'rows' | 'queries' {
  return taskUnit(measurements[0]?.quantity.metric);
}
