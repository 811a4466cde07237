import type { Metric } from '../../evaluation/metric.ts';
import { metrics } from '../../evaluation/metrics.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { squaredErrors } from '../../evaluation/squared-errors.ts';
import type { Frame } from '../../features/frame.ts';
import { fitTrees, fromOtherFolds, type LabelledFrame } from './small-trees.ts';

/** A number of a regression that is the mean of a loss, or the root of one. */
export interface MeanLoss {
  readonly losses: (sample: Sample) => Float64Array;
  readonly ofMean: (mean: number) => number;
}

/** What a metric averages; undefined where it is no mean of losses (none of a row is below 0). */
export function meanLossOf(metric: Metric): MeanLoss | undefined {
  if (metric === metrics.rmse) return { losses: squaredErrors, ofMean: Math.sqrt };
  const isLoss = metric.kind === 'mean' && metric.betterIs === 'lower';
  return isLoss ? { losses: metric.perRow, ofMean: (mean) => mean } : undefined;
}

/** The mean of losses that were estimated row by row. What is estimated below 0 is 0: no loss is. */
export function meanOfLosses(estimated: Float64Array): number {
  return estimated.reduce((sum, loss) => sum + Math.max(0, loss), 0) / estimated.length;
}

export type LossModel = (frame: Frame) => Promise<Float64Array>;

/**
 * Direct loss estimation (NannyML): learns from inputs and answer of labelled rows how far off the answer was. Undefined where, tried on rows that it
 * did not see, it does no better than the mean loss: then nothing in a row tells how far off its answer is.
 */
export async function fitLossModel(labelled: LabelledFrame): Promise<LossModel | undefined> {
  const { label: losses } = labelled;
  const tried = await fromOtherFolds('regression', labelled);
  const mean = meanOfLosses(losses);
  const distance = (of: (row: number) => number) => losses.reduce((sum, loss, row) => sum + (loss - of(row)) ** 2, 0);
  return distance((row) => tried[row] ?? 0) < distance(() => mean) ? fitTrees('regression', labelled) : undefined;
}
