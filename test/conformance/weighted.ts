import { observe, type Statistic } from '../../src/core/evaluation/statistic.ts';
import type { Value } from './case.ts';
import { column } from './shapes.ts';

/** The statistic with a case's sample weights, or with every row once. */
export function weighted(statistic: Statistic, weight: Value): number {
  return (weight === undefined ? observe(statistic) : statistic.value(column(weight))).value;
}
