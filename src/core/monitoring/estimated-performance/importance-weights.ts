import { bindMetric, type Metric } from '../../evaluation/metric.ts';
import type { MetricValue } from '../../evaluation/metric-value.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { scaledWeights } from '../../evaluation/sample-weights.ts';
import { observe } from '../../evaluation/statistic.ts';
import type { Frame } from '../../features/frame.ts';
import { amongRows } from './among-rows.ts';
import { stackedFrames } from './learnable-frame.ts';
import { fromOtherFolds } from './small-trees.ts';

/** No reference row counts for more than so many times its share: trees are never that sure. */
const greatest = 100;

/**
 * How often each reference row would have to be there for the reference to look like the window: the odds, from its inputs, that it is of the window
 * (Sugiyama et al. 2007), by trees that did not see the row.
 */
export async function importanceWeights(reference: Frame, window: Frame): Promise<Float64Array> {
  const frame = stackedFrames(reference, window);
  const label = Float64Array.from({ length: frame.rows }, (_, row) => Number(row >= reference.rows));
  const chance = await fromOtherFolds('binary', { frame, label });
  const scale = reference.rows / window.rows;
  return chance.slice(0, reference.rows).map((p) => Math.min(greatest, (scale * p) / (1 - p)));
}

/** A metric of labelled rows, each counted by its weight. */
export function weightedMetric(metric: Metric, labelled: Sample, weight: Float64Array): MetricValue {
  return observe(bindMetric(metric, amongRows(metric, { ...labelled, weight: scaledWeights(weight) })));
}
