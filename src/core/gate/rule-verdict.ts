import type { Decision } from '../comparison/decide.ts';
import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';
import { countText, roughCount, rowCountText } from '../report/number-text.ts';
import { countedUnit } from './counted-unit.ts';
import type { Measurement, Quantity } from './evidence.ts';
import { quantityTitle, sentenceStart } from './quantity-title.ts';
import { effectLines, effectOf, findingOf, isRelative, limitOf, requirementOf } from './rules/rule-finding.ts';
import { usable } from './usable-estimate.ts';
import type { RuleVerdict } from './verdict.ts';

/** One rule on one quantity. `title` where the quantity's own name doesn't say it all. */
export interface RuleOnQuantity {
  readonly rule: MetricRule;
  readonly quantity: Quantity;
  readonly title?: string;
  /** What it is held against where that is not production: "anchor 1.4.0". */
  readonly against?: string;
  /** The key of its limit in gates.yaml where that is not the rule's own. */
  readonly limitKey?: 'floor';
}

/** Judges one rule by one measurement. What was not measured waits; what is undefined is undecided; neither ever passes. `alpha`: one-sided. */
export function judgeRule(on: RuleOnQuantity, measurement: Measurement | undefined, alpha: number): RuleVerdict {
  const { rule } = on;
  const frame = unjudged(on, measurement);
  const found = measurement && effectOf(rule, measurement);
  if (measurement === undefined || found === undefined) {
    const sentence = `${sentenceStart(frame.title)}: not measured; the evidence is still missing.`;
    return { ...frame, outcome: 'waiting', word: 'not measured', sentence };
  }
  const standIn = gainOverZero(rule, measurement);
  const effect = usable(standIn ?? found);
  if (effect === undefined) return undecided({ ...frame, effect: unusable(found) });
  const least = rule.minimumRows ?? 0;
  const asked = standIn === undefined ? rule : withoutMargin(rule);
  const { decision, word, says } = findingOf(asked, effect, measurement, alpha);
  if (effect.n < least) return tooFewRows({ ...frame, effect }, least, decision);
  const note =
    standIn === undefined ? '' : '; the number in production is 0, of which nothing is a share: any gain is enough';
  const alone = rule.decides === 'value' ? '; the number alone decides' : '';
  const said = `${sentenceStart(frame.title)}: ${says}${note}${alone}`;
  if (decision.outcome !== 'inconclusive') {
    return { ...frame, effect, outcome: decision.outcome, word, sentence: `${said}.` };
  }
  const { moreRows } = decision;
  const wayOut =
    moreRows === undefined
      ? `no number of ${countedUnit(on.quantity.metric)} decides`
      : `about ${roughCount(moreRows)} more would decide`;
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
  const { rule, quantity, title = quantityTitle(quantity), against, limitKey } = on;
  return {
    kind: 'rule',
    outcome: 'waiting',
    title,
    rule: rule.rule,
    quantity,
    ...(against !== undefined && { against }),
    requirement: requirementOf(rule),
    sentence: '',
    why: rule.why,
    severity: rule.severity,
    ...(measurement?.champion && { champion: measurement.champion }),
    ...(measurement && { challenger: measurement.challenger }),
    effect: { undefined: 'not measured', n: 0 },
    threshold: limitOf(rule),
    lines: effectLines(rule),
    ...(limitKey !== undefined && { limitKey }),
    ...(rule.decides === 'value' && { decides: 'value' }),
  };
}

/**
 * A share of 0 is 0: where the numbers alone decide, a relative gain over a number that is exactly 0 in production is any gain, as in MLflow.
 * Undefined everywhere else.
 */
function gainOverZero(rule: MetricRule, { champion, challenger }: Measurement): Estimate | undefined {
  if (rule.rule !== 'superior' || rule.decides !== 'value' || !isRelative(rule) || champion === undefined)
    return undefined;
  return isDefined(champion) && champion.value === 0 ? challenger : undefined;
}

function withoutMargin(rule: MetricRule): MetricRule {
  if (rule.rule !== 'superior') return rule;
  const { margin: _, ...plain } = rule;
  return plain;
}

function unusable(estimate: Estimate): Estimate & { undefined: string } {
  if (!isDefined(estimate)) return estimate;
  return { undefined: 'its interval is not a finite one', n: estimate.n };
}

function undecided(verdict: RuleVerdict & { effect: { undefined: string; n: number } }): RuleVerdict {
  const { undefined: reason } = verdict.effect;
  const sentence = `${sentenceStart(verdict.title)}: undefined (${reason}) on ${rowCountText(verdict.effect)} ${countedUnit(verdict.quantity?.metric)}; what is undefined doesn't pass.`;
  return { ...verdict, outcome: 'inconclusive', word: 'undefined', sentence };
}

/** So many more are asked for; where the numbers leave a doubt, too, it takes as many as would decide. */
function tooFewRows(
  verdict: RuleVerdict & { effect: DefinedEstimate },
  least: number,
  decision: Decision,
): RuleVerdict {
  const { n } = verdict.effect;
  const toDecide = decision.outcome === 'inconclusive' ? (decision.moreRows ?? 0) : 0;
  const moreRows = Math.max(least - n, toDecide);
  const needed =
    moreRows === toDecide
      ? `about ${roughCount(toDecide)} more would decide`
      : `${countText(moreRows)} more are needed`;
  const sentence = `${sentenceStart(verdict.title)}: ${countText(n)} ${countedUnit(verdict.quantity?.metric)}, and the rule asks for ${countText(least)}; ${needed}.`;
  return { ...verdict, outcome: 'inconclusive', word: 'too few rows', sentence, moreRows };
}

/** Rows that the effect counts: of the group in question where there is one. */
function rowsText({ metric, group }: Quantity, n: number): string {
  return `${countText(n)} ${countedUnit(metric)}${group === undefined ? '' : ` of ${group.value}`}`;
}
