import { countedUnitOf } from '../gate/counted-unit.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { levelText, rowCountText } from './number-text.ts';
import { outcomeText, rulesOf } from './outcome-text.ts';
import { isAboutPackage, packageCells } from './package-rule-text.ts';
import { effectText, otherText, valueText } from './rule-cells.ts';
import { boundsOwnNumber, comparesGroups } from './rule-kind.ts';
import type { TextTable } from './text-table.ts';

/**
 * What each rule over all rows saw: production, this change, the difference with the interval that decides, what is asked, and the outcome. Rules
 * between groups have a table of their own.
 */
export function ruleTable(verdict: VerdictNode, evidence: Evidence, environment: string): TextTable {
  const difference = `difference, ${levelText(evidence.alpha)}`;
  const head = [
    '',
    championName(evidence, environment),
    'this change',
    difference,
    countedUnitOf(evidence),
    'rule',
    '',
  ];
  const rules = rulesOf(verdict).filter((rule) => !comparesGroups(rule));
  return { head, align: ['l', 'r', 'r', 'c', 'r', 'l', 'l'], rows: rules.map(row) };
}

/** What this change is compared with: "production 1.3.0", or no model at all for a first version. */
export function championName({ champion }: Evidence, environment: string): string {
  if (champion === undefined) return 'no model';
  return champion.version === undefined ? environment : `${environment} ${champion.version}`;
}

function row(rule: RuleVerdict): readonly string[] {
  const { title, requirement, challenger } = rule;
  const end = [requirement, outcomeText(rule)];
  if (isAboutPackage(rule)) return [title, ...packageCells(rule), ...end];
  const own = boundsOwnNumber(rule);
  return [
    title,
    otherText(rule),
    own ? effectText(rule) : valueText(rule, challenger),
    own || rule.applies === false ? '–' : effectText(rule),
    rule.applies === false ? '–' : rowCountText(rule.effect),
    ...end,
  ];
}
