import { bindPart } from '../comparison/bound-model.ts';
import { estimateModel } from '../comparison/estimate-model.ts';
import { createRandom } from '../comparison/random.ts';
import { combine, replicate } from '../comparison/replicates.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';

/** Scores with what became of each row; NaN where that isn't known yet. */
export interface LabelledScores {
  readonly label: Float64Array;
  readonly score: Float64Array;
}

export interface MetricRules {
  readonly gates: Gates;
  readonly project: Project;
  /** Positive when the score is at least this. */
  readonly threshold: number;
}

export interface MetricEstimate {
  readonly metric: Gates['evaluate']['metrics'][number];
  readonly estimate: Estimate;
}

/** The declared metrics over the labelled rows, each with its interval, as an evaluation computes them. */
export function realisedMetrics(rows: LabelledScores, { gates, project, threshold }: MetricRules): MetricEstimate[] {
  const known = Uint32Array.from([...rows.label.keys()].filter((row) => !Number.isNaN(rows.label[row] ?? Number.NaN)));
  const take = (values: Float64Array) => Float64Array.from(known, (row) => values[row] ?? Number.NaN);
  const { costs } = gates.problem;
  const sample = { label: take(rows.label), score: take(rows.score), threshold, ...(costs && { costs }) };
  const { alpha, resamples } = project.statistics;
  return gates.evaluate.metrics.map((metric) => {
    const part = bindPart(metrics[metric], sample, 0);
    const replicates = () =>
      combine(replicate([[part.statistic]], resamples, createRandom(gates.data.seed)), ([value = Number.NaN]) => value);
    return { metric, estimate: estimateModel(metrics[metric], [part], alpha, replicates) };
  });
}
