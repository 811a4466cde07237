import { partSample } from '../../comparison/part-sample.ts';
import type { MeasureSettings, ScoredRows } from '../../comparison/scored-rows.ts';
import type { MetricName } from '../../definitions/schema/gates.ts';
import type { Metric } from '../metric.ts';
import { metricOf } from '../metrics.ts';
import { aucBadness } from './auc-badness.ts';
import type { Badness } from './badness.ts';
import { meanBadness } from './mean-badness.ts';

/** A metric by which segments are told apart. */
export interface SegmentMetric {
  readonly name: MetricName;
  readonly metric: Metric;
  readonly higherIsBetter: boolean;
}

/**
 * The first declared metric that says how well rows are answered: one number per row, or ROC AUC. F1 and others that are neither can't be searched by
 * segment in one pass; where nothing else is declared, log loss (of classes) or absolute error (regression) is. Undefined for rankings, whose numbers
 * are of queries.
 */
export function segmentMetric(declared: readonly MetricName[], task: ScoredRows['task']): SegmentMetric | undefined {
  if (task === 'ranking') return undefined;
  for (const name of [...declared, task === 'regression' ? ('mae' as const) : ('log_loss' as const)]) {
    const metric = metricOf(task, { metric: name });
    if (metric === undefined || metric.betterIs === 'neither') continue;
    if (metric.kind === 'mean' || metric.kind === 'proportion' || metric.kind === 'rocAuc')
      return { name, metric, higherIsBetter: metric.betterIs === 'higher' };
  }
  return undefined;
}

/** The rows that the metric counts: recall is about positives. */
export function countedRows({ metric }: SegmentMetric, rows: ScoredRows): (row: number) => boolean {
  const { among } = metric;
  return (row) => among === undefined || rows.label[row] === among;
}

/** How badly the challenger answers `index` of these rows. Undefined where a row has no number. */
export function badnessOf(
  { metric, higherIsBetter }: SegmentMetric,
  rows: ScoredRows,
  index: Uint32Array,
  settings: Pick<MeasureSettings, 'thresholds' | 'costs' | 'classCosts'>,
): Badness | undefined {
  const answers = {
    score: rows.challenger,
    threshold: settings.thresholds.challenger,
    decided: rows.decided?.challenger,
  };
  const sample = partSample(rows, index, answers, settings);
  const { weight } = sample;
  if (!('perRow' in metric)) return aucBadness(sample.label, sample.score, weight);
  const loss = metric.perRow(sample);
  if (!loss.every(Number.isFinite)) return undefined;
  return meanBadness(higherIsBetter ? loss.map((value) => -value) : loss, weight);
}
