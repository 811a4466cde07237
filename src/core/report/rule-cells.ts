import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import type { RuleVerdict } from '../gate/verdict.ts';
import { decimalsOf, estimateText, numberText, signedText } from './number-text.ts';
import { boundsOwnNumber, isGap, isShare } from './rule-kind.ts';

/** The number that decides, with its interval. Plain text. */
export function effectText(rule: RuleVerdict): string {
  const signed = !boundsOwnNumber(rule) || isGap(rule);
  return estimateText(rule.effect, { signed, limit: rule.threshold, percent: isShare(rule) });
}

/** One model's number, to as many decimals as the deciding one deserves. Plain text. */
export function valueText(rule: RuleVerdict, estimate: Estimate | undefined): string {
  if (estimate === undefined) return '–';
  if (!isDefined(estimate)) return 'undefined';
  const like = isDefined(rule.effect) && !isShare(rule) ? rule.effect : estimate;
  const decimals = decimalsOf(like, isShare(rule) ? undefined : rule.threshold);
  return (isGap(rule) ? signedText : numberText)(estimate.value, decimals);
}

/** The number that this change is compared with, in production's column: another version than that one is named. Plain text. */
export function otherText(rule: RuleVerdict): string {
  const text = valueText(rule, otherValue(rule));
  return rule.against === undefined ? text : `${rule.against}: ${text}`;
}

/** What this change is compared with: what runs in production, or the baseline, whose value is what the difference leaves. */
export function otherValue(rule: RuleVerdict): Estimate | undefined {
  const { champion, challenger, effect } = rule;
  if (champion !== undefined) return champion;
  if (boundsOwnNumber(rule) || isShare(rule) || rule.applies === false || challenger === undefined) return undefined;
  if (!isDefined(challenger) || !isDefined(effect)) return undefined;
  const value = challenger.value - effect.value;
  return { ...effect, value, low: value, high: value };
}
