import type { GateRule } from '../definitions/schema/gates.ts';
import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { countText, roughCount } from '../report/number-text.ts';
import type { Measurement, Quantity } from './evidence.ts';
import { quantityTitle, sentenceStart } from './quantity-title.ts';
import { effectOf, findingOf, limitOf, requirementOf } from './rules/rule-finding.ts';
import { usable } from './usable-estimate.ts';
import type { RuleVerdict } from './verdict.ts';

/** One rule on one quantity. `title` where the quantity's own name doesn't say it all. */
export interface RuleOnQuantity {
  readonly rule: GateRule;
  readonly quantity: Quantity;
  readonly title?: string;
}

/** Judges one rule by one measurement. What was not measured waits; what is undefined is undecided; neither ever passes. */
export function judgeRule(on: RuleOnQuantity, measurement: Measurement | undefined, alpha: number): RuleVerdict {
  const { rule } = on;
  const frame = unjudged(on, measurement);
  const found = measurement && effectOf(rule, measurement);
  if (found === undefined) {
    const sentence = `${sentenceStart(frame.title)}: not measured; the evidence is still missing.`;
    return { ...frame, outcome: 'waiting', word: 'not measured', sentence };
  }
  const effect = usable(found);
  if (effect === undefined) return undecided({ ...frame, effect: unusable(found) });
  const { decision, word, says } = findingOf(rule, effect, alpha);
  const said = `${sentenceStart(frame.title)}: ${says}`;
  if (decision.outcome !== 'inconclusive') {
    return { ...frame, effect, outcome: decision.outcome, word, sentence: `${said}.` };
  }
  const { moreRows } = decision;
  const wayOut =
    moreRows === undefined ? 'no number of rows decides' : `about ${roughCount(moreRows)} more would decide`;
  const sentence = `${said} on ${rowsText(on.quantity, effect.n)}; ${wayOut}.`;
  return { ...frame, effect, outcome: 'inconclusive', word, sentence, ...(moreRows !== undefined && { moreRows }) };
}

/** A rule that compares, where there is nothing in production to compare with: it says so and counts for nothing. */
export function notApplicable(on: RuleOnQuantity, measurement: Measurement | undefined): RuleVerdict {
  const frame = unjudged(on, measurement);
  const sentence = `${sentenceStart(frame.title)}: doesn't apply, no version is in production to compare with.`;
  return { ...frame, outcome: 'waiting', word: "doesn't apply", applies: false, sentence };
}

function unjudged(on: RuleOnQuantity, measurement: Measurement | undefined): RuleVerdict {
  const { rule, quantity, title = quantityTitle(quantity) } = on;
  return {
    kind: 'rule',
    outcome: 'waiting',
    title,
    rule: rule.rule,
    quantity,
    requirement: requirementOf(rule),
    sentence: '',
    why: rule.why,
    severity: rule.severity,
    ...(measurement?.champion && { champion: measurement.champion }),
    ...(measurement && { challenger: measurement.challenger }),
    effect: { undefined: 'not measured', n: 0 },
    threshold: limitOf(rule),
  };
}

function unusable(estimate: Estimate): Estimate & { undefined: string } {
  if (!isDefined(estimate)) return estimate;
  return { undefined: 'its interval is not a finite one', n: estimate.n };
}

function undecided(verdict: RuleVerdict & { effect: { undefined: string; n: number } }): RuleVerdict {
  const { undefined: reason, n } = verdict.effect;
  const sentence = `${sentenceStart(verdict.title)}: undefined (${reason}) on ${countText(n)} rows; what is undefined doesn't pass.`;
  return { ...verdict, outcome: 'inconclusive', word: 'undefined', sentence };
}

/** Rows that the effect counts: of the group in question where there is one. */
function rowsText({ group }: Quantity, n: number): string {
  return `${countText(n)} rows${group === undefined ? '' : ` of ${group.value}`}`;
}
