import { bindPart } from '../comparison/bound-model.ts';
import { clustersOf } from '../comparison/clusters.ts';
import { estimateModel } from '../comparison/estimate-model.ts';
import { countedUnits, partSample } from '../comparison/part-sample.ts';
import { createRandom } from '../comparison/random.ts';
import { replicate } from '../comparison/replicates.ts';
import type { ScoredRows } from '../comparison/scored-rows.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import { decideByGroup, type GroupThresholds } from '../evaluation/group-thresholds/group-thresholds.ts';
import { metricOf, metrics } from '../evaluation/metrics.ts';
import { classCostsOf } from '../evaluation/multiclass/class-costs.ts';
import type { CategoryColumn } from '../features/frame.ts';

/** Scores (of several classes all of them, row by row) with what became of each row; NaN where that isn't known yet. */
export interface LabelledScores extends Pick<ScoredRows, 'label' | 'query' | 'cluster'> {
  readonly score: Float64Array;
  /** How much each row counts, 0 or more; absent: 1. */
  readonly weight?: Float64Array;
  /** Declared groups by name; needed where the parts of one have thresholds of their own. */
  readonly groups?: ReadonlyMap<string, CategoryColumn>;
}

export interface MetricRules {
  readonly gates: Gates;
  readonly project: Project;
  /** Positive when the score is at least this. */
  readonly threshold: number;
  /** In place of it, where each part of a group has its own. */
  readonly byGroup?: { readonly group: string; readonly thresholds: GroupThresholds };
}

export interface MetricEstimate {
  readonly metric: Gates['evaluate']['metrics'][number];
  readonly estimate: Estimate;
}

/** The declared metrics over the labelled rows, each with its interval, as an evaluation computes them. */
export function realisedMetrics(rows: LabelledScores, rules: MetricRules): MetricEstimate[] {
  const { gates, project, threshold } = rules;
  const known = Uint32Array.from([...rows.label.keys()].filter((row) => counts(rows, row)));
  const scored = scoredRows(rows, gates);
  const { task, costs } = gates.problem;
  const classCosts = classCostsOf(gates.problem);
  const scores = { score: rows.score, threshold, decided: decisionsOf(rows, rules) };
  const settings = { ...(costs && { costs }), ...(classCosts && { classCosts }) };
  const { alpha, resamples } = project.statistics;
  return gates.evaluate.metrics.map((name) => {
    const metric = metricOf(task, { metric: name });
    if (metric === undefined)
      return { metric: name, estimate: { undefined: `${metrics[name].title} does not measure a ${task} task`, n: 0 } };
    const { among } = metric;
    const own = among === undefined ? known : known.filter((row) => rows.label[row] === among);
    const clusters = clustersOf(rows.cluster, [countedUnits(scored, own)]);
    const bound = bindPart(metric, partSample(scored, own, scores, settings), 0);
    const part = { ...bound, ...(clusters && { clusters: { all: clusters.count, counted: clusters.count } }) };
    const drawn = () => replicate([[part.statistic]], resamples, createRandom(gates.data.seed), clusters);
    return { metric: name, estimate: estimateModel(metric, [part], alpha, drawn) };
  });
}

function decisionsOf({ score, groups }: LabelledScores, { byGroup }: MetricRules): Uint8Array | undefined {
  const column = byGroup && groups?.get(byGroup.group);
  return byGroup && column && decideByGroup(score, column, byGroup.thresholds);
}

function counts({ label, weight }: LabelledScores, row: number): boolean {
  return !Number.isNaN(label[row] ?? Number.NaN) && weight?.[row] !== 0;
}

/** As those of an evaluation without a champion, whose baseline nobody asks for. */
function scoredRows({ score, ...rows }: LabelledScores, { problem }: Gates): ScoredRows {
  const classes = problem.label.classes?.map(String);
  return {
    ...rows,
    task: problem.task,
    labelText: { type: 'category', levels: [], codes: new Int32Array(rows.label.length).fill(-1) },
    ...(classes && { classes }),
    challenger: score,
    baseline: score,
    groups: new Map(),
  };
}
