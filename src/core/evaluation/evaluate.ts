import { scoreWidth, takeNumbers } from '../comparison/part-sample.ts';
import type { Resample } from '../comparison/resample-job.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { type CategoryColumn, type ModelFrame, takeColumn } from '../features/frame.ts';
import { type Evidence, evidenceSchema } from '../gate/evidence.ts';
import { policyDigest } from '../gate/policy.ts';
import { accountDigest } from './account.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { checkScores } from './checked-scores.ts';
import { disagreement } from './disagreement.ts';
import { type EvaluatedRows, evaluatedRows } from './evaluated-rows.ts';
import { groupSizes } from './group-sizes.ts';
import { measureQuantities } from './measure-quantities.ts';
import { decisionsByGroup, type ModelThresholds, modelThresholds, thresholdEvidence } from './model-thresholds.ts';
import { classCostsOf } from './multiclass/class-costs.ts';
import { namePooled, poolCrossings } from './pool-crossings.ts';
import { declaredReference } from './reference-part.ts';
import { effectiveRows } from './sample-weights.ts';
import { findSegments } from './segments/find-segments.ts';
import type { Segments } from './segments/segments-evidence.ts';

/** One model's answers. Every array is aligned with `rows` or `devRows` of the evaluation. */
export interface ScoredModel {
  readonly package: Digest;
  readonly definition: Digest;
  readonly version?: string;
  /** Of all files of the package. */
  readonly bytes?: number;
  /** Multiclass: the classes that it was trained for, in the order of its probabilities. */
  readonly classes?: readonly string[];
  /** One score for each of `rows`; multiclass: the probabilities of all classes, row after row. */
  readonly scores: Float64Array;
  /** One score for each of `devRows`; needed where the threshold is fitted. */
  readonly devScores?: Float64Array;
  /** 1 at the positions of `rows` that this model learned from. Absent: none. */
  readonly trainedOn?: Uint8Array;
}

export interface Evaluation {
  readonly gates: Gates;
  readonly project: Project;
  readonly challenger: ScoredModel;
  /** What production runs; absent for a first version. */
  readonly champion?: ScoredModel;
  /** The best version that ran in production, where it is another than the champion. */
  readonly anchor?: ScoredModel;
  readonly frame: ModelFrame;
  /** The rows of the tier: positions in the frame. */
  readonly rows: Uint32Array;
  readonly devRows?: Uint32Array;
  /** Features whose values are people's: no segment is named by them. */
  readonly personal?: ReadonlySet<string>;
  readonly tier: Evidence['tier'];
  readonly level: Evidence['level'];
  readonly holdout: Evidence['holdout'];
  /** One-sided level of each bound: what this evaluation may spend. */
  readonly alpha: number;
  readonly seed: number;
  readonly ledger?: Evidence['ledger'];
  readonly run?: Evidence['run'];
  /** Port: where resampling is done; absent: on this thread. */
  readonly resample?: Resample;
}

/** What the numbers of an evaluation, and its plots, are made of. */
export interface MeasuredRows {
  readonly used: EvaluatedRows;
  readonly scored: ScoredRows;
  readonly groups: Evidence['groups'];
  readonly settings: MeasureSettings;
  readonly thresholds: ModelThresholds;
}

/** The rows of the tier that have a label and that neither model learned from, with both models' scores. Throws as `evaluate` does. */
export function measuredRows(evaluation: Evaluation): MeasuredRows {
  const { gates, project, challenger, champion, anchor, frame, rows, alpha, seed, resample } = evaluation;
  checkScores('challenger', challenger, evaluation);
  if (champion) checkScores('champion', champion, evaluation);
  if (anchor) checkScores('anchor', anchor, evaluation);
  const used = evaluatedRows(frame, rows, [challenger.trainedOn, champion?.trainedOn, anchor?.trainedOn]);
  const baseline = baselineOf(gates, frame);
  const thresholds = modelThresholds(evaluation, baseline);
  const plain = scoredRows(evaluation, used.positions, baseline);
  const decided = decisionsByGroup(plain, thresholds);
  const { scored, groups } = grouped({ ...plain, ...(decided && { decided }) }, evaluation);
  const classCosts = classCostsOf(gates.problem);
  const settings: MeasureSettings = {
    alpha,
    seed,
    resamples: project.statistics.resamples,
    minimumGroup: project.statistics.minimumGroup,
    ...(gates.problem.costs && { costs: gates.problem.costs }),
    ...(classCosts && { classCosts }),
    thresholds: thresholds.overall,
    ...(resample && { resample }),
  };
  return { used, scored, groups, settings, thresholds };
}

/** The groups with their sizes, rare combinations of crossings pooled. */
function grouped(rows: ScoredRows, { gates, project }: Evaluation): Pick<MeasuredRows, 'scored' | 'groups'> {
  const definitions = gates.evaluate.groups;
  const { minimumGroup } = project.statistics;
  const kept = new Map(definitions.flatMap((group) => [[group.name, declaredReference(group) ?? ''] as const]));
  const { columns, pooled } = poolCrossings(definitions, rows.groups, kept, minimumGroup);
  const sizes = groupSizes(definitions, columns);
  return { scored: { ...rows, groups: columns }, groups: namePooled(sizes, pooled, minimumGroup) };
}

/**
 * Measures challenger and champion on the same rows: those of the tier that have a label and that neither learned from. Deterministic: equal
 * inputs give equal evidence. Throws `invariant` when scores and rows don't match or a score isn't finite, `evidence` for a model of other classes, `config` and `evidence` as its parts do.
 */
export function evaluate(evaluation: Evaluation): Evidence {
  const { gates, project, challenger, champion, anchor, frame, rows, alpha, seed } = evaluation;
  const { used, scored, groups, settings, thresholds } = measuredRows(evaluation);
  const segments = evaluation.tier === 'dev' ? weakSegments(evaluation, used, scored, settings) : undefined;
  const differing = disagreement(scored, settings);
  return checked({
    format: 'aval/evidence/v1',
    model: gates.model,
    level: evaluation.level,
    tier: evaluation.tier,
    holdout: evaluation.holdout,
    challenger: subject(challenger),
    ...(champion && { champion: subject(champion) }),
    ...(anchor && { anchor: subject(anchor) }),
    policy: policyDigest(gates, project),
    account: accountDigest(frame, rows),
    rows: {
      evaluated: used.positions.length,
      trainedOn: used.trainedOn,
      unlabelled: used.unlabelled,
      ...(scored.weight && { weightless: used.weightless, effective: Math.round(effectiveRows(scored.weight)) }),
    },
    alpha,
    seed,
    resamples: settings.resamples,
    ...(gates.problem.task === 'binary' && { thresholds: thresholdEvidence(thresholds) }),
    groups,
    measurements: measureQuantities({ gates, project, tier: evaluation.tier, scored, groups, settings }),
    ...(differing && { disagreement: differing }),
    ...(segments && { segments }),
    ...(evaluation.ledger && { ledger: evaluation.ledger }),
    ...(evaluation.run && { run: evaluation.run }),
  });
}

/** Weak segments, by declared groups and features. Of dev rows only: on the holdout each would be one more question asked. */
function weakSegments(
  { gates, frame, rows, personal }: Evaluation,
  { positions }: EvaluatedRows,
  scored: ScoredRows,
  settings: MeasureSettings,
): Segments | undefined {
  const index = Uint32Array.from(positions, (position) => rows[position] ?? 0);
  const features = [...frame.frame.columns].filter(([name]) => !personal?.has(name));
  return findSegments({
    scored,
    keys: Array.from(index, (row) => frame.keys[row] ?? ''),
    columns: new Map([
      ...scored.groups,
      ...features.map(([name, column]) => [name, takeColumn(column, index)] as const),
    ]),
    metrics: gates.evaluate.metrics,
    settings,
  });
}

function scoredRows(evaluation: Evaluation, positions: Uint32Array, baseline: Baseline): ScoredRows {
  const { gates, frame, rows, challenger, champion, anchor } = evaluation;
  const index = Uint32Array.from(positions, (position) => rows[position] ?? 0);
  const classes = gates.problem.label.classes?.map(String);
  const width = scoreWidth(classes ? { classes } : {});
  const scores = (model: ScoredModel) => takeNumbers(model.scores, positions, width);
  return {
    task: gates.problem.task,
    ...(classes && { classes }),
    label: Float64Array.from(index, (row) => frame.label[row] ?? Number.NaN),
    labelText: takeCategory(frame.labelText, index),
    challenger: scores(challenger),
    ...(champion && { champion: scores(champion) }),
    ...(anchor && { anchor: scores(anchor) }),
    baseline: Float64Array.from({ length: index.length * width }, (_, i) => baseline.answer[i % width] ?? Number.NaN),
    groups: new Map([...frame.groups].map(([name, column]) => [name, takeCategory(column, index)])),
    ...(frame.query && { query: takeCategory(frame.query, index) }),
    ...(frame.cluster && { cluster: takeCategory(frame.cluster, index) }),
    ...(frame.weight && { weight: takeNumbers(frame.weight, index) }),
  };
}

function takeCategory(column: CategoryColumn, index: Uint32Array): CategoryColumn {
  return takeColumn(column, index) as CategoryColumn; // takeColumn keeps the type of its column
}

function subject(model: ScoredModel): Evidence['challenger'] {
  return {
    package: model.package,
    definition: model.definition,
    ...(model.version !== undefined && { version: model.version }),
    ...(model.bytes !== undefined && { bytes: model.bytes }),
  };
}

function checked(evidence: Evidence): Evidence {
  const parsed = evidenceSchema.safeParse(evidence);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AvalError('invariant', {
    rule: 'evaluate.evidence',
    message: `${evidence.model}: the evidence does not fit its own schema at ${issue?.path.join('.')}: ${issue?.message}`,
  });
}
