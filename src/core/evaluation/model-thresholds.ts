import { takeNumbers } from '../comparison/part-sample.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import { type CategoryColumn, takeColumn } from '../features/frame.ts';
import type { Baseline } from './baseline.ts';
import type { Evaluation } from './evaluation.ts';
import { decideByGroup, type GroupThresholds } from './group-thresholds/group-thresholds.ts';
import { type Thresholds, thresholdsOf } from './thresholds.ts';

/** Each model's threshold, fitted on the dev rows where the policy says so. */
export interface ModelThresholds {
  readonly overall: MeasureSettings['thresholds'];
  /** Where each part of a group has its own; a constant baseline has one for all. */
  readonly byGroup?: {
    readonly group: string;
    readonly challenger: GroupThresholds;
    readonly champion?: GroupThresholds;
    readonly anchor?: GroupThresholds;
  };
}

/** Thresholds of a binary task; for others the numbers mean nothing. Throws as `thresholdsOf` does. */
export function modelThresholds(evaluation: Evaluation, baseline: Baseline): ModelThresholds {
  const { gates, challenger, champion, anchor } = evaluation;
  if (gates.problem.task !== 'binary')
    return { overall: { challenger: 0.5, ...(champion && { champion: 0.5 }), baseline: 0.5 } };
  const thresholdsFor = fitterOf(evaluation);
  const own = thresholdsFor(challenger.devScores);
  const [theirs, best] = [champion && thresholdsFor(champion.devScores), anchor && thresholdsFor(anchor.devScores)];
  const group = groupOf(gates);
  return {
    overall: {
      challenger: own.overall,
      ...(theirs && { champion: theirs.overall }),
      ...(best && { anchor: best.overall }),
      baseline: baselineThreshold(evaluation, baseline),
    },
    ...(own.byGroup &&
      group !== undefined && {
        byGroup: {
          group,
          challenger: own.byGroup,
          ...(theirs?.byGroup && { champion: theirs.byGroup }),
          ...(best?.byGroup && { anchor: best.byGroup }),
        },
      }),
  };
}

/** From which score on a constant answer is positive: fitted on the dev rows as a model's, unless it is a decision already. */
export function baselineThreshold(evaluation: Evaluation, baseline: Baseline): number {
  const { gates } = evaluation;
  if (baseline.decided || gates.problem.task !== 'binary') return 0.5;
  return fitterOf(evaluation)(constant(evaluation, baseline), overallOnly(gates)).overall;
}

/** The group whose parts have thresholds of their own. */
export function groupOf({ evaluate: { threshold } }: Gates): string | undefined {
  return typeof threshold === 'object' ? threshold.perGroup : undefined;
}

/** A score that is the same for all has nothing to tell parts apart by. */
function overallOnly(gates: Gates): Gates {
  return groupOf(gates) === undefined ? gates : { ...gates, evaluate: { ...gates.evaluate, threshold: 'costOptimal' } };
}

function constant({ devRows }: Evaluation, baseline: Baseline): Float64Array | undefined {
  return devRows && new Float64Array(devRows.length).fill(baseline.answer[0] ?? Number.NaN);
}

function fitterOf({ gates, project, frame, devRows }: Evaluation) {
  const rows = devRows && {
    label: takeNumbers(frame.label, devRows),
    ...(frame.weight && { weight: takeNumbers(frame.weight, devRows) }),
    groups: new Map([...frame.groups].map(([name, column]) => [name, takeColumn(column, devRows) as CategoryColumn])), // takeColumn keeps the type
  };
  return (score: Float64Array | undefined, policy: Gates = gates): Thresholds =>
    thresholdsOf(policy, rows && score && { ...rows, score }, project.statistics.minimumGroup);
}

/** What each model decides on each row, where thresholds differ between rows. */
export function decisionsByGroup(rows: ScoredRows, { byGroup }: ModelThresholds): ScoredRows['decided'] {
  const column = byGroup && rows.groups.get(byGroup.group);
  if (byGroup === undefined || column === undefined) return undefined;
  const { challenger, champion, anchor } = byGroup;
  return {
    challenger: decideByGroup(rows.challenger, column, challenger),
    ...(rows.champion && champion && { champion: decideByGroup(rows.champion, column, champion) }),
    ...(rows.anchor && anchor && { anchor: decideByGroup(rows.anchor, column, anchor) }),
  };
}
