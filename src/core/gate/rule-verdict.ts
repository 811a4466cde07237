import type { Decision } from '../comparison/decide.ts';
import type { MetricRule } from '../definitions/schema/gate-rules.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';
import { countText, roughCount, rowCountText } from '../report/number-text.ts';
import { countedGroup, countedUnit } from './counted-unit.ts';
import type { Measurement, Quantity } from './evidence.ts';
import { gainOverZero, heldAgainstZero, withoutMargin } from './gain-over-zero.ts';
import { quantityTitle, sentenceStart } from './quantity-title.ts';
import { effectLines, effectOf, findingOf, limitOf, requirementOf } from './rules/rule-finding.ts';
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
  const asWritten = unjudged(on, measurement);
  const found = measurement && effectOf(rule, measurement);
  if (measurement === undefined || found === undefined) {
    const sentence = `${sentenceStart(asWritten.title)}: not measured; the evidence is still missing.`;
    return { ...asWritten, outcome: 'waiting', word: 'not measured', sentence };
  }
  const standIn = gainOverZero(rule, measurement);
  const frame = standIn === undefined ? asWritten : { ...asWritten, ...heldAgainstZero(rule, on.quantity) };
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
  const sentence = `${said} on ${rowsText(on.quantity, effect)}; ${wayOut}.`;
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
    ...(rule.rule === 'gapNotWider' && rule.worseIs !== undefined && { worseIs: rule.worseIs }),
    ...(rule.decides === 'value' && { decides: 'value' }),
  };
}

function unusable(estimate: Estimate): Estimate & { undefined: string } {
  if (!isDefined(estimate)) return estimate;
  const { n, fewerThan } = estimate;
  return { undefined: 'its interval is not a finite one', n, ...(fewerThan !== undefined && { fewerThan }) };
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
  const { n, fewerThan } = verdict.effect;
  const isExact = fewerThan === undefined;
  const toDecide = decision.outcome === 'inconclusive' ? (decision.moreRows ?? 0) : 0;
  const moreRows = Math.max(least - n, toDecide);
  const needed =
    moreRows === toDecide
      ? `about ${roughCount(toDecide)} more would decide`
      : `${isExact ? '' : 'at most '}${countText(moreRows)} more are needed`;
  const sentence = `${sentenceStart(verdict.title)}: ${rowCountText(verdict.effect)} ${countedUnit(verdict.quantity?.metric)}, and the rule asks for ${countText(least)}; ${needed}.`;
  return { ...verdict, outcome: 'inconclusive', word: 'too few rows', sentence, moreRows };
}

/** Rows that the effect counts, and of which group where there is one. */
function rowsText(quantity: Quantity, effect: DefinedEstimate): string {
  return `${rowCountText(effect)} ${countedUnit(quantity.metric)}${countedGroup(quantity)}`;
}
