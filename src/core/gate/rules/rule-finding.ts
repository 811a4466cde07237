import type { GateRule } from '../../definitions/schema/gates.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../../evaluation/estimate.ts';
import { metrics } from '../../evaluation/metrics.ts';
import type { Measurement } from '../evidence.ts';
import { notWorse, superior } from './comparison.ts';
import type { Finding } from './finding.ts';
import { gapNotWider } from './gap.ts';
import { level } from './level.ts';

/** What the rule asks, as in "not worse by 0.03". */
export function requirementOf(rule: GateRule): string {
  switch (rule.rule) {
    case 'notWorse':
      return `not worse by ${rule.margin}`;
    case 'superior':
      return 'better';
    case 'atLeast':
      return `at least ${rule.threshold}`;
    case 'atMost':
      return `at most ${rule.threshold}`;
    case 'gapNotWider':
      return `gap not ${rule.worseIs ?? 'wider'} by ${rule.margin}`;
  }
}

/** The limit as written: a margin, a threshold, or 0. */
export function limitOf(rule: GateRule): number {
  if (rule.rule === 'superior') return 0;
  return 'margin' in rule ? rule.margin : rule.threshold;
}

/** Whether the rule compares with a version in production; the others bound the new version's own numbers. */
export function comparesWithChampion(rule: GateRule): boolean {
  return rule.rule === 'notWorse' || rule.rule === 'superior' || rule.rule === 'gapNotWider';
}

/** The number that decides. */
export function effectOf(rule: GateRule, measurement: Measurement): Estimate | undefined {
  switch (rule.rule) {
    case 'notWorse':
    case 'superior':
      return measurement.difference;
    case 'atLeast':
    case 'atMost':
      return measurement.challenger;
    case 'gapNotWider':
      return gapChange(rule, measurement) ?? (isDefined(measurement.challenger) ? undefined : measurement.challenger);
  }
}

/** Applies the rule to a usable number. */
export function findingOf(rule: GateRule, effect: DefinedEstimate, alpha: number): Finding {
  const { betterIs } = metrics[rule.metric];
  switch (rule.rule) {
    case 'notWorse':
      return notWorse(effect, betterIs, rule.margin, alpha);
    case 'superior':
      return superior(effect, betterIs, alpha);
    case 'atLeast':
    case 'atMost':
      return level(effect, rule.rule, rule.threshold, rule.contrast !== undefined, alpha);
    case 'gapNotWider':
      return gapNotWider(effect, rule.margin, rule.worseIs, alpha);
  }
}

/** The signed change where the rule says what harms the group, else the change of the gap's size. Both are paired. */
function gapChange(rule: Extract<GateRule, { rule: 'gapNotWider' }>, measurement: Measurement): Estimate | undefined {
  return rule.worseIs === undefined ? measurement.widening : measurement.difference;
}
