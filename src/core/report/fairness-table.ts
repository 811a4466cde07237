import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { countedUnitOf } from '../gate/counted-unit.ts';
import type { Evidence } from '../gate/evidence.ts';
import { sentenceStart } from '../gate/quantity-title.ts';
import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { bar } from './bar.ts';
import { countText, levelText, rowCountText } from './number-text.ts';
import { outcomeText, rulesOf } from './outcome-text.ts';
import { effectText, otherText, otherValue, valueText } from './rule-cells.ts';
import { boundsOwnNumber, comparesGroups, isGap } from './rule-kind.ts';
import { championName } from './rule-table.ts';
import type { TextTable } from './text-table.ts';

/**
 * What each rule between groups saw: rows, the gap in production and under this change as bars to one scale, and how it changed. A full bar is the
 * largest gap of the rule's numbers, or what the rule allows where that is more, so that a small gap looks small.
 */
export function fairnessTable(verdict: VerdictNode, evidence: Evidence, environment: string): TextTable {
  const change = `change, ${levelText(evidence.alpha)}`;
  const head = [
    'gap between groups',
    championName(evidence, environment),
    'this change',
    change,
    countedUnitOf(evidence),
    'rule',
    '',
  ];
  const rules = rulesOf(verdict).filter(comparesGroups);
  const scales = scalesOf(rules);
  return {
    head,
    align: ['l', 'l', 'l', 'c', 'r', 'l', 'l'],
    rows: rules.map((rule) => row(rule, scales.get(askedOf(rule)) || 1, evidence)),
  };
}

function row(rule: RuleVerdict, scale: number, evidence: Evidence): readonly string[] {
  const own = boundsOwnNumber(rule);
  return [
    sentenceStart(rule.title),
    withBar(otherValue(rule), scale, otherText(rule)),
    withBar(rule.challenger, scale, own ? effectText(rule) : valueText(rule, rule.challenger)),
    own || rule.applies === false ? '–' : effectText(rule),
    rule.applies === false ? '–' : rowsText(rule, evidence),
    rule.requirement,
    outcomeText(rule),
  ];
}

/** The bar first, so that all of a column begin in one line. */
export function withBar(estimate: Estimate | undefined, scale: number, text: string): string {
  const blocks = estimate !== undefined && isDefined(estimate) ? bar(Math.abs(estimate.value) / scale) : '';
  return blocks === '' ? text : `${blocks} ${text}`;
}

/** One scale for the rules that ask the same of a group's parts. */
function scalesOf(rules: readonly RuleVerdict[]): ReadonlyMap<string, number> {
  const scales = new Map<string, number>();
  for (const rule of rules) {
    const allowed = isGap(rule) ? Math.abs(rule.threshold) : 1;
    const sizes = [rule.challenger, otherValue(rule)].map(sizeOf);
    scales.set(askedOf(rule), Math.max(allowed, ...sizes, scales.get(askedOf(rule)) ?? 0));
  }
  return scales;
}

function askedOf({ quantity }: RuleVerdict): string {
  return JSON.stringify([
    quantity?.metric,
    quantity?.class,
    quantity?.among,
    quantity?.relative,
    quantity?.group?.name,
  ]);
}

function sizeOf(estimate: Estimate | undefined): number {
  return estimate !== undefined && isDefined(estimate) ? Math.abs(estimate.value) : 0;
}

/** Rows that the number counts, which are those of the smaller side; "33 of 57" where that is not all of the group. */
function rowsText({ effect, quantity }: RuleVerdict, evidence: Evidence): string {
  const { group } = quantity ?? {};
  const sizes = group === undefined ? [] : (evidence.groups[group.name] ?? []);
  const rowsOf = (name: string | undefined) => sizes.find(({ value }) => value === name)?.n ?? 0;
  const all = rowsOf(group?.value);
  const partOfGroup =
    isDefined(effect) && countedUnitOf(evidence) === 'rows' && effect.n < all && all <= rowsOf(group?.reference);
  return partOfGroup ? `${rowCountText(effect)} of ${countText(all)}` : rowCountText(effect);
}
