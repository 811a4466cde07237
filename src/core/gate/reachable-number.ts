import { isDefined } from '../evaluation/estimate.ts';
import { type Range, rangeOf } from '../evaluation/metric-range.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { RuleVerdict } from './verdict.ts';

const everything: Range = [-Infinity, Infinity];

/** A number that would do, and which side of it does; `itself`: it does, too. */
interface Proposed {
  readonly value: number;
  readonly side: 'above' | 'below';
  readonly itself: boolean;
}

/** Whether the number that decides a rule can lie there at all: a recall is at most 1, and what is compared with 0.9 can be better by 0.1 at most. */
export function isReachable(rule: RuleVerdict, { value, side, itself }: Proposed): boolean {
  const [least, most] = reachOf(rule).map(rounded);
  if (least === undefined || most === undefined) return true;
  const number = rounded(value);
  if (itself) return number >= least && number <= most;
  return side === 'above' ? number >= least && number < most : number > least && number <= most;
}

/** Sums of doubles: 0.9 + 0.1 is 1. */
const rounded = (number: number): number => Number(number.toPrecision(12));

/** Least and greatest number that can decide the rule. */
function reachOf(rule: RuleVerdict): Range {
  const { quantity, rule: name } = rule;
  if (quantity === undefined) return everything;
  if (name === 'fourFifths') return [0, Infinity];
  const own = rangeOf(metrics[quantity.metric]);
  const [least, most] = quantity.group?.reference === undefined ? own : [own[0] - own[1], own[1] - own[0]];
  if (name === 'atLeast' || name === 'atMost') return [least, most];
  const other = comparedWith(rule, own);
  if (quantity.relative === true) return shareOfChange(other, own);
  if (other === undefined) return everything;
  return countsSize(rule) ? [0 - Math.abs(other), most - Math.abs(other)] : [least - other, most - other];
}

/** Of the number it is compared with a change can only be such a share that the new one stays a number the metric can have. */
function shareOfChange(other: number | undefined, [least, most]: Range): Range {
  if (other === undefined || other === 0) return least < 0 ? everything : [-1, Infinity];
  const size = Math.abs(other);
  return [(least - other) / size, (most - other) / size];
}

/** The number that this change's is compared with: production's, or what the difference leaves of its own. */
function comparedWith(rule: RuleVerdict, [least]: Range): number | undefined {
  const { champion, challenger, effect, quantity } = rule;
  if (champion !== undefined && isDefined(champion)) return champion.value;
  if (challenger === undefined || !isDefined(challenger) || !isDefined(effect)) return undefined;
  if (quantity?.relative) return least < 0 || effect.value <= -1 ? undefined : challenger.value / (1 + effect.value);
  return (countsSize(rule) ? Math.abs(challenger.value) : challenger.value) - effect.value;
}

/** Whether the effect is the change of a gap's size, whichever group is ahead, and not of the gap itself. */
function countsSize({ rule, worseIs }: RuleVerdict): boolean {
  return rule === 'gapNotWider' && worseIs === undefined;
}
