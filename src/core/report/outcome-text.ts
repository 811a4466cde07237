import { applies } from '../gate/combine.ts';
import { sentenceStart } from '../gate/quantity-title.ts';
import type { Outcome, RuleVerdict, VerdictNode } from '../gate/verdict.ts';

export const icons: Readonly<Record<Outcome, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '⚪',
  waiting: '⏳',
  overridden: '🟡',
};

const advice: Readonly<Record<Outcome, string>> = {
  pass: 'promote',
  fail: "don't promote",
  inconclusive: "can't tell yet",
  waiting: 'waiting for evidence',
  overridden: 'promote, overridden',
};

/** Verdict first, then the first rule that blocks, in plain text: "credit-risk: don't promote. Mean score …: wider by 0.05 (…)". */
export function headline(verdict: VerdictNode): string {
  const { title, outcome, sentence, children } = verdict;
  if (outcome === 'waiting' && children.length === 0) return `${title}: ${sentence.replace(/^W/, 'w')}`;
  return `${title}: ${advice[outcome]}. ${sentence}`;
}

/** What a rule's row ends with: "✅ not worse", "⚠️ wider" where it only warns. */
export function outcomeText(rule: RuleVerdict): string {
  const word = rule.word ?? rule.outcome;
  if (rule.applies === false) return `➖ ${word}`;
  if (rule.severity === 'warn' && rule.outcome !== 'pass') return `⚠️ ${word}, a warning only`;
  return `${icons[rule.outcome]} ${word}`;
}

/** What an unmet rule says under the headline: only its name where the headline has said the rest. */
export function unmetText(rule: RuleVerdict, verdict: VerdictNode): string {
  return rule.sentence === verdict.sentence ? `${sentenceStart(rule.title)}.` : rule.sentence;
}

/** What stands before rules together: of those that don't apply nothing is waited for. */
export function groupIcon(node: VerdictNode): string {
  return applies(node) ? icons[node.outcome] : '➖';
}

/** All rules of a verdict, in order. */
export function rulesOf(node: VerdictNode | RuleVerdict): readonly RuleVerdict[] {
  return node.kind === 'rule' ? [node] : node.children.flatMap(rulesOf);
}

/** Rules that somebody must do something about: of those of which one is enough only where none was. */
export function unmetRules(node: VerdictNode | RuleVerdict): readonly RuleVerdict[] {
  if (node.kind === 'rule') return isUnmet(node) ? [node] : [];
  if (node.kind === 'any' && node.outcome === 'pass') return [];
  return node.children.flatMap(unmetRules);
}

/** Whether a person must do something about it: neither passed nor overridden, and applicable. */
function isUnmet(rule: RuleVerdict): boolean {
  return rule.applies !== false && rule.outcome !== 'pass' && rule.outcome !== 'overridden';
}
