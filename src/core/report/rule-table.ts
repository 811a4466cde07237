import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { escapeMarkdown } from './escape.ts';
import { bytesText, countText, decimalsOf, estimateText, levelText, numberText, signedText } from './number-text.ts';
import { outcomeText, rulesOf } from './outcome-text.ts';
import { boundsOwnNumber, isGap, isShare } from './rule-kind.ts';
import { table } from './table.ts';

/** What each rule saw: production, this change, the difference with the interval that decides, what is asked, and the outcome. */
export function ruleTable(verdict: VerdictNode, evidence: Evidence, environment: string): string {
  const head = [
    '',
    escapeMarkdown(championName(evidence, environment)),
    'this change',
    `difference, ${levelText(evidence.alpha)}`,
    'rows',
    'rule',
    '',
  ];
  return table(head, ['l', 'r', 'r', 'c', 'r', 'l', 'l'], rulesOf(verdict).map(row));
}

/** What this change is compared with: "production 1.3.0", or no model at all for a first version. */
export function championName({ champion }: Evidence, environment: string): string {
  if (champion === undefined) return 'no model';
  return champion.version === undefined ? environment : `${environment} ${champion.version}`;
}

function row(rule: RuleVerdict): readonly string[] {
  if (rule.rule === 'sizeAtMost') return sizeRow(rule);
  const own = boundsOwnNumber(rule);
  const effect = own || rule.applies === false ? '–' : effectText(rule);
  return [
    escapeMarkdown(rule.title),
    valueText(rule, rule.champion ?? baselineValue(rule)),
    own ? effectText(rule) : valueText(rule, rule.challenger),
    effect,
    rule.applies === false ? '–' : countText(rule.effect.n),
    escapeMarkdown(rule.requirement),
    escapeMarkdown(outcomeText(rule)),
  ];
}

function sizeRow({ title, champion, challenger, requirement, ...rule }: RuleVerdict): readonly string[] {
  const size = (estimate: Estimate | undefined) =>
    estimate !== undefined && isDefined(estimate) ? bytesText(estimate.value) : '–';
  const outcome = outcomeText({ title, requirement, ...rule });
  return [title, size(champion), size(challenger), '–', '–', requirement, outcome].map((cell) => escapeMarkdown(cell));
}

function effectText(rule: RuleVerdict): string {
  const signed = !boundsOwnNumber(rule) || isGap(rule);
  return escapeMarkdown(estimateText(rule.effect, { signed, limit: rule.threshold, percent: isShare(rule) }));
}

function valueText(rule: RuleVerdict, estimate: Estimate | undefined): string {
  if (estimate === undefined) return '–';
  if (!isDefined(estimate)) return 'undefined';
  const like = isDefined(rule.effect) && !isShare(rule) ? rule.effect : estimate;
  const decimals = decimalsOf(like, isShare(rule) ? undefined : rule.threshold);
  return (isGap(rule) ? signedText : numberText)(estimate.value, decimals);
}

/** Where the baseline stands in for a champion, its value is what the difference leaves. */
function baselineValue(rule: RuleVerdict): Estimate | undefined {
  const { challenger, effect } = rule;
  if (boundsOwnNumber(rule) || isShare(rule) || rule.applies === false || challenger === undefined) return undefined;
  if (!isDefined(challenger) || !isDefined(effect)) return undefined;
  const value = challenger.value - effect.value;
  return { ...effect, value, low: value, high: value };
}
