import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import type { Measurement, Quantity } from './evidence.ts';
import { effectLines, isRelative, limitOf } from './rules/rule-finding.ts';
import type { RuleVerdict } from './verdict.ts';

/**
 * A share of 0 is 0: where the numbers alone decide, a relative gain over a number that is exactly 0 in production is any gain, as in MLflow.
 * Undefined everywhere else.
 */
export function gainOverZero(rule: MetricRule, { champion, challenger }: Measurement): Estimate | undefined {
  if (rule.rule !== 'superior' || rule.decides !== 'value' || !isRelative(rule) || champion === undefined)
    return undefined;
  return isDefined(champion) && champion.value === 0 ? challenger : undefined;
}

/** What such a gain is and where it must lie: it is in units of the metric, and no share. */
export function heldAgainstZero(
  rule: MetricRule,
  quantity: Quantity,
): Pick<RuleVerdict, 'quantity' | 'threshold' | 'lines'> {
  const plain = withoutMargin(rule);
  const { relative: _, ...own } = quantity;
  return { quantity: own, threshold: limitOf(plain), lines: effectLines(plain) };
}

export function withoutMargin(rule: MetricRule): MetricRule {
  if (rule.rule !== 'superior') return rule;
  const { margin: _, ...plain } = rule;
  return plain;
}
