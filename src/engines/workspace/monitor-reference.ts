import { takeNumbers } from '../../core/comparison/part-sample.ts';
import type { Model } from '../../core/definitions/schema/model.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import { durationMicros } from '../../core/definitions/schema/values.ts';
import { AvalError } from '../../core/errors.ts';
import { groupOf } from '../../core/evaluation/model-thresholds.ts';
import { scorePackage } from '../../core/evaluation/score-package.ts';
import { thresholdsOf } from '../../core/evaluation/thresholds.ts';
import { type Frame, type ModelFrame, parts, takeColumn, takeRows } from '../../core/features/frame.ts';
import { answerColumn } from '../../core/monitoring/answers.ts';
import { type DriftReference, driftReference } from '../../core/monitoring/drift/reference.ts';
import {
  type PerformanceEstimator,
  performanceEstimator,
} from '../../core/monitoring/estimated-performance/estimate-performance.ts';
import { profileColumn } from '../../core/monitoring/profile/column-profile.ts';
import type { Profile } from '../../core/monitoring/profile/profile.ts';
import {
  completeProfile,
  type PublishedProfile,
  parseProfile,
} from '../../core/monitoring/profile/published-profile.ts';
import { type MetricEstimate, type MetricRules, realisedMetrics } from '../../core/monitoring/realised-metrics.ts';
import { referenceWindows } from '../../core/monitoring/reference-windows.ts';
import { type TogetherJudge, togetherJudge } from '../../core/monitoring/together/judge-together.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package } from '../../core/registry/package.ts';
import type { Engine } from '../../core/training/engine.ts';
import { trainingRows } from '../../core/training/train-model.ts';
import { outcomesOf } from './monitor-labels.ts';

export type MonitorRule = NonNullable<Model['monitor']>;

/** What a package is watched against: its training rows, its answers to them, and how well it did on the dev rows. */
export interface MonitoringReference {
  readonly reference: DriftReference;
  /** Where the definition asks for all columns together. */
  readonly together?: TogetherJudge;
  readonly rules: MetricRules;
  readonly training: readonly MetricEstimate[];
  /** Absent where no row can be judged without its label. */
  readonly estimator?: PerformanceEstimator;
}

/** Any number does; it drives the sketches of what the package does not hold. */
const seed = 7;

/** The reference of a package, from its own definition's frame. The package is scored on train and dev rows. */
export async function monitoringReference(
  item: Package,
  { gates }: ResolvedModel,
  frame: ModelFrame,
  engine: Engine,
  rule: MonitorRule,
  project: Project,
): Promise<MonitoringReference> {
  const rows = (name: 'train' | 'dev') =>
    Uint32Array.from([...frame.part.keys()].filter((row) => frame.part[row] === parts.indexOf(name)));
  const [train, dev] = [rows('train'), rows('dev')];
  const { classes } = item.manifest;
  const width = classes?.length ?? 1;
  const prediction = new Float64Array(frame.frame.rows * width).fill(Number.NaN);
  for (const index of [train, dev]) {
    const scores = await scorePackage(item, frame.frame, index, engine);
    index.forEach((row, i) => {
      prediction.set(scores.subarray(i * width, (i + 1) * width), row * width);
    });
  }
  const answers = answerColumn(prediction, item.manifest);
  const whole: Frame = { rows: frame.frame.rows, columns: new Map([...frame.frame.columns, ['prediction', answers]]) };
  const labelled = { ...outcomesOf(frame, dev), score: takeNumbers(prediction, dev, width) };
  const binary = gates.problem.task === 'binary';
  const fitted = binary ? thresholdsOf(gates, labelled, project.statistics.minimumGroup) : { overall: 0.5 };
  const group = groupOf(gates);
  const byGroup = group !== undefined && fitted.byGroup && { byGroup: { group, thresholds: fitted.byGroup } };
  const rules: MetricRules = { gates, project, threshold: fitted.overall, ...byGroup };
  const learned = takeRows(frame.frame, trainingRows(item.manifest.model, frame));
  const own = completeProfile(profileOf(item), (name) => {
    const column = learned.columns.get(name);
    if (column !== undefined) return profileColumn(column, seed);
    throw new AvalError('evidence', {
      rule: 'package.profile',
      message: `${item.digest} has a profile of ${name}, which is no column of its definition`,
    });
  });
  const profile: Profile = {
    ...own,
    columns: [...own.columns, { name: 'prediction', profile: profileColumn(takeColumn(answers, train), seed) }],
  };
  const values = new Map([...learned.columns, ['prediction', takeColumn(answers, train)]]);
  const windows = referenceWindows(frame, durationMicros(rule.window), rule.minimumRows);
  const training = realisedMetrics(labelled, rules);
  const { score, label } = labelled;
  const answered = { score, label, frame: takeRows(whole, dev), clustered: frame.cluster !== undefined };
  const estimator = performanceEstimator(answered, training, rules);
  const { q, together } = rule.drift;
  return {
    reference: driftReference({
      frame: whole,
      profile,
      ...windows,
      q: rule.drift.q,
      methods: { rule: rule.drift, values },
    }),
    ...(together && { together: togetherJudge({ frame: whole, rows: train, ...windows, q, rule: together }) }),
    rules,
    training,
    ...(estimator && { estimator }),
  };
}

function profileOf(item: Package): PublishedProfile {
  const bytes = item.files.get('profile.json');
  if (bytes !== undefined) return parseProfile(bytes);
  throw new AvalError('evidence', { rule: 'package.profile', message: `${item.digest} holds no profile.json` });
}
