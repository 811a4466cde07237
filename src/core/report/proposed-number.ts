import { isDefined } from '../evaluation/estimate.ts';
import { isReachable } from '../gate/reachable-number.ts';
import type { RuleVerdict } from '../gate/verdict.ts';
import { passesOnLine } from '../gate/what-would-change.ts';
import { decimalsOf, numberText, signedText } from './number-text.ts';
import { isShare } from './rule-kind.ts';

type Side = 'above' | 'below';

/** `more than 0.7`, or `0.7 or more` where that very number does; rounded so that it is still true, and undefined where no number can lie there. */
export function endText(rule: RuleVerdict, side: Side, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  const number = roundedFor(rule, value, side);
  const itself = passesOnLine(rule);
  if (!isReachable(rule, { value: number.value, side, itself })) return undefined;
  const text = writtenFor(rule, number, isDifference(rule) ? signedText : numberText);
  const words = side === 'above' ? 'more' : 'less';
  return itself ? `${text} or ${words}` : `${words} than ${text}`;
}

interface Rounded {
  readonly value: number;
  readonly places: number;
}

/** To one digit more than the deciding number is shown with, and to that side: what lies beyond it lies beyond the number. */
export function roundedFor(rule: RuleVerdict, value: number, side: Side): Rounded {
  const decimals = 1 + (isDefined(rule.effect) ? decimalsOf(rule.effect, rule.threshold) : 2);
  const places = isShare(rule) ? Math.max(2, decimals) : decimals;
  const scaled = Number((value * 10 ** places).toPrecision(12));
  return { value: (side === 'above' ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** places, places };
}

/** A share of the number in production by hundredths. */
export function writtenFor(rule: RuleVerdict, { value, places }: Rounded, write: typeof numberText): string {
  return isShare(rule) ? `${write(value * 100, places - 2)} %` : write(value, places);
}

/** Whether the number that decides is a change against another version's. */
export function isDifference({ rule }: RuleVerdict): boolean {
  return rule === 'notWorse' || rule === 'superior' || rule === 'gapNotWider';
}
