import type { MetricName } from '../definitions/schema/metric-names.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { Evidence } from './evidence.ts';

/** What the numbers of a metric count: rows, or the queries of a ranking. */
export function countedUnit(metric: MetricName | undefined): 'rows' | 'queries' {
  return metric !== undefined && metrics[metric].task === 'ranking' ? 'queries' : 'rows';
}

/** The same of all numbers of an evidence: a model has one task. */
export function countedUnitOf({ measurements }: Pick<Evidence, 'measurements'>): 'rows' | 'queries' {
  return countedUnit(measurements[0]?.quantity.metric);
}
