import type { Fault } from '../../errors.ts';
import { sliceOf } from '../../gate/rule-quantities.ts';
import type { DocumentOf, Pointer } from '../document.ts';
import type { GateItem, MetricRule } from '../schema/gate-rules.ts';
import { faultAt } from './fault-at.ts';

type LimitRule = Extract<MetricRule, { rule: 'atLeast' | 'atMost' }>;

/** Of a list whose rules must all hold: no number is asked to be above one limit and below a lower one. What only warns may hold or not. */
export function* checkTogether(
  gates: DocumentOf<'Gates'>,
  items: readonly GateItem[],
  pointer: Pointer,
): Generator<Fault> {
  const least = items.filter(isLimit).filter(({ rule }) => rule === 'atLeast');
  for (const [i, item] of items.entries()) {
    if (!isLimit(item) || item.rule !== 'atMost') continue;
    const other = least.find((one) => one.threshold > item.threshold && aboutOf(one) === aboutOf(item));
    if (other === undefined) continue;
    const message = `no ${item.metric} is at most ${item.threshold} and at least ${other.threshold}, and both are asked of the same rows`;
    const hint = 'Change one of the two, or put them under "any" where one is enough.';
    yield faultAt(gates, [...pointer, i, 'threshold'], 'gates.contradiction', message, hint);
  }
}

function isLimit(item: GateItem): item is LimitRule {
  return 'rule' in item && (item.rule === 'atLeast' || item.rule === 'atMost') && item.severity !== 'warn';
}

/** Equal for rules on the same number. */
function aboutOf(rule: LimitRule): string {
  const { metric, class: one, among, contrast, within } = rule;
  const { group, part } = sliceOf(rule) ?? {};
  return JSON.stringify([metric, one, among?.label, contrast, within, group, part].map((word) => word && String(word)));
}
