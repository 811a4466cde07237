import { measure } from '../comparison/measure.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { type CategoryColumn, type ModelFrame, takeColumn } from '../features/frame.ts';
import { type Evidence, evidenceSchema } from '../gate/evidence.ts';
import { levelOfQuantity } from '../gate/level.ts';
import { policyDigest } from '../gate/policy.ts';
import { accountDigest } from './account.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { evaluatedRows } from './evaluated-rows.ts';
import { groupSizes } from './group-sizes.ts';
import { quantitiesOf } from './quantities.ts';
import { thresholdOf } from './thresholds.ts';

/** One model's answers. Every array is aligned with `rows` or `devRows` of the evaluation. */
export interface ScoredModel {
  readonly package: Digest;
  readonly definition: Digest;
  readonly version?: string;
  /** Of all files of the package. */
  readonly bytes?: number;
  /** One score for each of `rows`. */
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
  readonly frame: ModelFrame;
  /** The rows of the tier: positions in the frame. */
  readonly rows: Uint32Array;
  readonly devRows?: Uint32Array;
  readonly tier: Evidence['tier'];
  readonly level: Evidence['level'];
  readonly holdout: Evidence['holdout'];
  /** One-sided level of each bound: what this evaluation may spend. */
  readonly alpha: number;
  readonly seed: number;
  readonly ledger?: Evidence['ledger'];
  readonly run?: Evidence['run'];
}

/**
 * Measures challenger and champion on the same rows: those of the tier that have a label and that neither learned from. Deterministic: equal
 * inputs give equal evidence. Throws `invariant` when scores and rows don't match or a score isn't finite, `config` and `evidence` as its parts do.
 */
export function evaluate(evaluation: Evaluation): Evidence {
  const { gates, project, challenger, champion, frame, rows, alpha, seed } = evaluation;
  checkScores('challenger', challenger, evaluation);
  if (champion) checkScores('champion', champion, evaluation);
  const used = evaluatedRows(frame, rows, [challenger.trainedOn, champion?.trainedOn]);
  const baseline = baselineOf(gates, frame);
  const scored = scoredRows(evaluation, used.positions, baseline);
  const groups = groupSizes(gates.evaluate.groups, scored.groups);
  const settings: MeasureSettings = {
    alpha,
    seed,
    resamples: project.statistics.resamples,
    minimumGroup: project.statistics.minimumGroup,
    ...(gates.problem.costs && { costs: gates.problem.costs }),
    thresholds: thresholds(evaluation, baseline),
  };
  const { baseline: _, ...shownThresholds } = settings.thresholds;
  return checked({
    format: 'aval/evidence/v1',
    model: gates.model,
    level: evaluation.level,
    tier: evaluation.tier,
    holdout: evaluation.holdout,
    challenger: subject(challenger),
    ...(champion && { champion: subject(champion) }),
    policy: policyDigest(gates, project),
    account: accountDigest(frame, rows),
    rows: { evaluated: used.positions.length, trainedOn: used.trainedOn, unlabelled: used.unlabelled },
    alpha,
    seed,
    resamples: settings.resamples,
    ...(gates.problem.task === 'binary' && { thresholds: shownThresholds }),
    groups,
    measurements: quantitiesOf(gates, groups).map((quantity) =>
      measure(scored, quantity, {
        ...settings,
        alpha: levelOfQuantity(quantity, alpha, project.statistics.alpha),
      }),
    ),
    ...(evaluation.ledger && { ledger: evaluation.ledger }),
    ...(evaluation.run && { run: evaluation.run }),
  });
}

function scoredRows(evaluation: Evaluation, positions: Uint32Array, baseline: Baseline): ScoredRows {
  const { gates, frame, rows, challenger, champion } = evaluation;
  const index = Uint32Array.from(positions, (position) => rows[position] ?? 0);
  const scores = (model: ScoredModel) =>
    Float64Array.from(positions, (position) => model.scores[position] ?? Number.NaN);
  return {
    task: gates.problem.task,
    label: Float64Array.from(index, (row) => frame.label[row] ?? Number.NaN),
    labelText: takeCategory(frame.labelText, index),
    challenger: scores(challenger),
    ...(champion && { champion: scores(champion) }),
    baseline: new Float64Array(index.length).fill(baseline.score),
    groups: new Map([...frame.groups].map(([name, column]) => [name, takeCategory(column, index)])),
  };
}

function takeCategory(column: CategoryColumn, index: Uint32Array): CategoryColumn {
  return takeColumn(column, index) as CategoryColumn; // takeColumn keeps the type of its column
}

function thresholds(evaluation: Evaluation, baseline: Baseline): MeasureSettings['thresholds'] {
  const { gates, frame, challenger, champion, devRows } = evaluation;
  if (gates.problem.task !== 'binary') return { challenger: 0.5, ...(champion && { champion: 0.5 }), baseline: 0.5 };
  const label = devRows && Float64Array.from(devRows, (row) => frame.label[row] ?? Number.NaN);
  const fitted = (score: Float64Array | undefined) => thresholdOf(gates, label && score && { label, score });
  return {
    challenger: fitted(challenger.devScores),
    ...(champion && { champion: fitted(champion.devScores) }),
    baseline: baseline.decided ? 0.5 : fitted(label && new Float64Array(label.length).fill(baseline.score)),
  };
}

function subject(model: ScoredModel): Evidence['challenger'] {
  return {
    package: model.package,
    definition: model.definition,
    ...(model.version !== undefined && { version: model.version }),
    ...(model.bytes !== undefined && { bytes: model.bytes }),
  };
}

function checkScores(who: string, model: ScoredModel, { rows, devRows }: Evaluation): void {
  const aligned =
    model.scores.length === rows.length &&
    (model.devScores === undefined || model.devScores.length === devRows?.length) &&
    (model.trainedOn === undefined || model.trainedOn.length === rows.length);
  if (aligned && [model.scores, model.devScores].every((scores) => scores?.every(Number.isFinite) ?? true)) return;
  throw new AvalError('invariant', {
    rule: 'evaluate.scores',
    message: `the ${who} has ${model.scores.length} scores for ${rows.length} rows, or one that is not a finite number`,
  });
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
