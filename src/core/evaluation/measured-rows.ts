import { scoreWidth, takeNumbers } from '../comparison/part-sample.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import { type CategoryColumn, takeColumn } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';
import { present } from '../present.ts';
import { type Baseline, baselineOf, trivialBaseline } from './baseline.ts';
import { checkScores } from './checked-scores.ts';
import { type EvaluatedRows, evaluatedRows } from './evaluated-rows.ts';
import { type Evaluation, ofModels } from './evaluation.ts';
import { groupSizes } from './group-sizes.ts';
import { baselineThreshold, decisionsByGroup, type ModelThresholds, modelThresholds } from './model-thresholds.ts';
import { classCostsOf } from './multiclass/class-costs.ts';
import { namePooled, poolCrossings } from './pool-crossings.ts';
import { declaredReference } from './reference-part.ts';

/** What the numbers of an evaluation, and its plots, are made of. */
export interface MeasuredRows {
  readonly used: EvaluatedRows;
  readonly scored: ScoredRows;
  readonly groups: Evidence['groups'];
  readonly settings: MeasureSettings;
  readonly thresholds: ModelThresholds;
  /** Answers by the training part alone, where the declared baseline is another, and from which of them on they are positive. */
  readonly trivial?: { readonly answers: Float64Array; readonly threshold: number };
}

/**
 * The rows of the tier that have a label and that no model learned from, with every model's scores. Throws `invariant` when scores and rows don't
 * match or a score isn't finite, `evidence` for a model of other classes, `config` and `evidence` as its parts do.
 */
export function measuredRows(evaluation: Evaluation): MeasuredRows {
  const { gates, project, challenger, champion, anchor, frame, rows, alpha, seed, resample } = evaluation;
  ofModels(evaluation, (model, who) => checkScores(who, model, evaluation));
  const used = evaluatedRows(frame, rows, [challenger.trainedOn, champion?.trainedOn, anchor?.trainedOn]);
  const baseline = baselineOf(gates, frame);
  const thresholds = modelThresholds(evaluation, baseline);
  const plain = scoredRows(evaluation, used.positions, baseline);
  const { columns: groups, sizes } = groupedRows(plain.groups, evaluation);
  const { resamples, minimumGroup } = project.statistics;
  const trivial = trivialBaseline(gates, frame);
  return {
    used,
    scored: present({ ...plain, groups, decided: decisionsByGroup(plain, thresholds) }),
    groups: sizes,
    settings: present({
      alpha,
      seed,
      resamples,
      minimumGroup,
      costs: gates.problem.costs,
      classCosts: classCostsOf(gates.problem),
      thresholds: thresholds.overall,
      resample,
    }),
    thresholds,
    ...(trivial && {
      trivial: {
        answers: constantAnswers(trivial, used.positions.length),
        threshold: baselineThreshold(evaluation, trivial),
      },
    }),
  };
}

/** The groups with their sizes, rare combinations of crossings pooled. */
function groupedRows(columns: ScoredRows['groups'], { gates, project }: Evaluation) {
  const definitions = gates.evaluate.groups;
  const { minimumGroup } = project.statistics;
  const kept = new Map(definitions.map((group) => [group.name, declaredReference(group) ?? ''] as const));
  const found = poolCrossings(definitions, columns, kept, minimumGroup);
  const sizes = namePooled(groupSizes(definitions, found.columns), found.pooled, minimumGroup);
  return { columns: found.columns, sizes };
}

function scoredRows(evaluation: Evaluation, positions: Uint32Array, baseline: Baseline): ScoredRows {
  const { gates, frame, rows } = evaluation;
  const index = Uint32Array.from(positions, (position) => rows[position] ?? 0);
  const classes = gates.problem.label.classes?.map(String);
  const width = scoreWidth(present({ classes }));
  return {
    task: gates.problem.task,
    label: takeNumbers(frame.label, index),
    labelText: takeCategory(frame.labelText, index),
    ...ofModels(evaluation, ({ scores }) => takeNumbers(scores, positions, width)),
    baseline: constantAnswers(baseline, index.length),
    groups: new Map([...frame.groups].map(([name, column]) => [name, takeCategory(column, index)])),
    ...present({
      classes,
      query: frame.query && takeCategory(frame.query, index),
      cluster: frame.cluster && takeCategory(frame.cluster, index),
      weight: frame.weight && takeNumbers(frame.weight, index),
    }),
  };
}

/** The same for each of so many rows. */
function constantAnswers({ answer }: Baseline, rows: number): Float64Array {
  return Float64Array.from({ length: rows * answer.length }, (_, i) => answer[i % answer.length] ?? Number.NaN);
}

function takeCategory(column: CategoryColumn, index: Uint32Array): CategoryColumn {
  return takeColumn(column, index) as CategoryColumn; // takeColumn keeps the type of its column
}
