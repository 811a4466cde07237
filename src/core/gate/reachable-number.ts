import { isDefined } from '../evaluation/estimate.ts';
import { rangeOf } from '../evaluation/metric-range.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { RuleVerdict } from './verdict.ts';

/** Whether the number that decides a rule can have this value at all: a recall is at most 1, and what is compared with 0.9 can be better by 0.1 at most. */
export function isReachable(rule: RuleVerdict, value: number): boolean {
  const { quantity, rule: name, effect, challenger } = rule;
  if (quantity === undefined) return true;
  const [least, most] = rangeOf(metrics[quantity.metric]);
  if (quantity.relative === true) return least < 0 || value >= (name === 'fourFifths' ? 0 : -1);
  const isGap = quantity.group?.reference !== undefined;
  const [from, to] = isGap ? [least - most, most - least] : [least, most];
  if (name === 'atLeast' || name === 'atMost') return value >= from && value <= to;
  if (challenger === undefined || !isDefined(challenger) || !isDefined(effect)) return true;
  const next = (isSize(rule) ? Math.abs(challenger.value) : challenger.value) - effect.value + value;
  return next >= (isSize(rule) ? 0 : from) && next <= to;
}

/** Whether the effect is the change of a gap's size, whichever group is ahead, and not of the gap itself. */
function isSize({ rule, champion, challenger, effect }: RuleVerdict): boolean {
  if (rule !== 'gapNotWider' || champion === undefined || challenger === undefined) return false;
  if (!isDefined(champion) || !isDefined(challenger) || !isDefined(effect)) return false;
  const [size, signed] = [Math.abs(challenger.value) - Math.abs(champion.value), challenger.value - champion.value];
  return Math.abs(size - effect.value) < Math.abs(signed - effect.value);
}
