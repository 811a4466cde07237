import { bindMetric, type Metric } from '../evaluation/metric.ts';
import type { Sample } from '../evaluation/sample.ts';
import { observe, type Statistic } from '../evaluation/statistic.ts';

/** One model's number on one part of the rows. */
export interface BoundPart {
  readonly sample: Sample;
  readonly statistic: Statistic;
  /** NaN where it is degenerate. */
  readonly value: number;
  /** Why there can be no estimate; absent when there can. */
  readonly refusal?: string;
}

/** One model's number on every part of a quantity: the group, then its reference where there is one. */
export type BoundModel = readonly BoundPart[];

/** Below this no interval here is worth its level, whatever the definitions say. */
export const fewestRows = 10;
/** The same for either class, where a metric compares the classes. */
const fewestOfClass = 5;

/** Binds a metric to a model's scores. `required` is the least number of rows that the number must count. */
export function bindPart(metric: Metric, sample: Sample, required: number): BoundPart {
  const statistic = bindMetric(metric, sample);
  const unusable = unusableScores(metric, sample);
  if (unusable !== undefined) return { sample, statistic, value: Number.NaN, refusal: unusable };
  const { value, degenerate } = observe(statistic);
  const refusal = degenerate ?? scarcity(metric, sample, statistic, Math.max(required, fewestRows));
  return { sample, statistic, value, ...(refusal === undefined ? {} : { refusal }) };
}

function unusableScores(metric: Metric, { score, costs }: Sample): string | undefined {
  if (score.length === 0) return 'no rows';
  if (metric.costs === 'needed' && costs === undefined) return 'no costs are declared';
  const missing = score.filter((s) => !Number.isFinite(s)).length;
  if (missing > 0) return `${missing} of ${score.length} rows have no finite score`;
  const beyond = metric.probabilities ? score.filter((s) => s < 0 || s > 1).length : 0;
  return beyond > 0 ? `${beyond} of ${score.length} scores are not probabilities` : undefined;
}

function scarcity(metric: Metric, { label }: Sample, { counted }: Statistic, required: number): string | undefined {
  if (counted < required) return `insufficient data: ${counted} of ${required} rows`;
  if (!metric.bothClasses) return undefined;
  const positives = label.filter((y) => y === 1).length;
  const [least, name] =
    positives * 2 <= label.length ? [positives, 'positive'] : [label.length - positives, 'negative'];
  return least < fewestOfClass ? `insufficient data: ${least} of ${fewestOfClass} ${name} rows` : undefined;
}
