import type { Question } from '../../comparison/decide.ts';
import type { MetricRule } from '../../definitions/schema/gate-rules.ts';
import { metrics } from '../../evaluation/metrics.ts';
import { marginOf } from './margin.ts';

/** Least and greatest ratio of two groups: neither is below four fifths of the other (29 CFR 1607.4 D). */
export const fourFifths = { least: 0.8, most: 1.25 } as const;

/** What a rule asks of its number. */
export function questionOf(rule: MetricRule): Question {
  const { betterIs } = metrics[rule.metric];
  switch (rule.rule) {
    case 'notWorse':
      return { rule: 'notWorse', margin: marginOf(rule.margin).value, betterIs };
    case 'superior':
      return { rule: 'superior', betterIs, ...(rule.margin !== undefined && { margin: marginOf(rule.margin).value }) };
    case 'atLeast':
    case 'atMost':
      return { rule: rule.rule, threshold: rule.threshold };
    case 'gapNotWider':
      // About the growth of the gap: what harms the group counts upward.
      return { rule: 'atMost', threshold: rule.margin };
    case 'fourFifths':
      return { rule: 'between', ...fourFifths };
  }
}
