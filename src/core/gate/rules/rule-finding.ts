import { type Decision, decide, decideByValue, type Line, linesOf } from '../../comparison/decide.ts';
import type { GateRule, MetricRule } from '../../definitions/schema/gate-rules.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../../evaluation/estimate.ts';
import { metrics } from '../../evaluation/metrics.ts';
import type { Measurement } from '../evidence.ts';
import { notWorse, superior } from './comparison.ts';
import type { Finding } from './finding.ts';
import { fourFifthsFinding } from './four-fifths.ts';
import { gapNotWider, growthOf } from './gap.ts';
import { level } from './level.ts';
import { marginOf, marginText } from './margin.ts';
import { packageRequirement } from './package-rules.ts';
import { fourFifths, questionOf } from './question.ts';

/** What the rule asks, as in "not worse by 0.03". */
export function requirementOf(rule: GateRule): string {
  if (!('metric' in rule)) return packageRequirement(rule);
  switch (rule.rule) {
    case 'notWorse':
      return `not ${metrics[rule.metric].betterIs === 'neither' ? 'moved' : 'worse'} by ${marginText(marginOf(rule.margin))}`;
    case 'superior':
      return rule.margin === undefined ? 'better' : `better by ${marginText(marginOf(rule.margin))}`;
    case 'atLeast':
      return `at least ${rule.threshold}`;
    case 'atMost':
      return `at most ${rule.threshold}`;
    case 'gapNotWider':
      return `gap not ${rule.worseIs ?? 'wider'} by ${rule.margin}`;
    case 'fourFifths':
      return `ratio ${fourFifths.least} to ${fourFifths.most}`;
  }
}

/** The limit that a number is held against: a margin, a threshold, or 0. */
export function limitOf(rule: MetricRule): number {
  switch (rule.rule) {
    case 'notWorse':
    case 'superior':
    case 'gapNotWider':
      return rule.margin === undefined ? 0 : marginOf(rule.margin).value;
    case 'atLeast':
    case 'atMost':
      return rule.threshold;
    case 'fourFifths':
      return fourFifths.least;
  }
}

/** Where the deciding number must lie: as the question has it, turned where the rule counts what harms a group downward. */
export function effectLines(rule: MetricRule): readonly Line[] {
  const lines = linesOf(questionOf(rule));
  if (rule.rule !== 'gapNotWider' || rule.worseIs !== 'lower') return lines;
  return lines.map(({ at }) => ({ at: -at, wanted: 'above' }));
}

/** Whether the rule compares with a version in production; the others bound the new version's own numbers. */
export function comparesWithChampion(rule: GateRule): boolean {
  return comparing.has(rule.rule);
}

const comparing: ReadonlySet<GateRule['rule']> = new Set([
  'notWorse',
  'superior',
  'gapNotWider',
  'latencyNotWorse',
  'noNewDominantFeature',
]);

/** Whether the margin is a share of the number in production. */
export function isRelative(rule: MetricRule): boolean {
  return (rule.rule === 'notWorse' || rule.rule === 'superior') && typeof rule.margin === 'string';
}

/** The number that decides. */
export function effectOf(rule: MetricRule, measurement: Measurement): Estimate | undefined {
  switch (rule.rule) {
    case 'notWorse':
    case 'superior':
      return measurement.difference;
    case 'atLeast':
    case 'atMost':
    case 'fourFifths':
      return measurement.challenger;
    case 'gapNotWider':
      return gapChange(rule, measurement) ?? (isDefined(measurement.challenger) ? undefined : measurement.challenger);
  }
}

/** Applies the rule to a usable number, at its own one-sided level. */
export function findingOf(rule: MetricRule, effect: DefinedEstimate, measurement: Measurement, alpha: number): Finding {
  const { betterIs } = metrics[rule.metric];
  const decision = decisionOf(rule, effect, alpha);
  switch (rule.rule) {
    case 'notWorse':
      return notWorse(decision, effect, betterIs, marginOf(rule.margin));
    case 'superior':
      return superior(decision, effect, betterIs, marginOf(rule.margin ?? 0));
    case 'atLeast':
    case 'atMost':
      return level(decision, effect, rule.rule, rule.threshold, rule.contrast !== undefined);
    case 'gapNotWider':
      return gapNotWider(decision, effect, rule.margin, rule.worseIs);
    case 'fourFifths':
      return fourFifthsFinding(decision, effect, measurement.fisher, alpha);
  }
}

function decisionOf(rule: MetricRule, effect: DefinedEstimate, alpha: number): Decision {
  const counted = rule.rule === 'gapNotWider' ? growthOf(effect, rule.worseIs) : effect;
  const question = questionOf(rule);
  return rule.decides === 'value' ? decideByValue(counted, question) : decide(counted, question, alpha);
}

/** The signed change where the rule says what harms the group, else the change of the gap's size. Both are paired. */
function gapChange(rule: Extract<MetricRule, { rule: 'gapNotWider' }>, measurement: Measurement): Estimate | undefined {
  return rule.worseIs === undefined ? measurement.widening : measurement.difference;
}
