import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { groupIcon, headline, icons, outcomeText, unmetRules } from './outcome-text.ts';
import { plainText } from './plain-text.ts';

const longest = 1000;

/** A verdict as plain lines for a terminal: the headline, then each rule with its reason where it isn't met. No colour. */
export function verdictText(verdict: VerdictNode): readonly string[] {
  const first = `${icons[verdict.outcome]} ${plainText(headline(verdict), longest)}`;
  const unmet = new Set(unmetRules(verdict));
  return [first, ...verdict.children.flatMap((child) => lines(child, '  ', unmet))];
}

function lines(node: VerdictNode | RuleVerdict, indent: string, unmet: ReadonlySet<RuleVerdict>): readonly string[] {
  if (node.kind !== 'rule') {
    const title = `${indent}${groupIcon(node)} ${plainText(node.title, longest)}`;
    return [title, ...node.children.flatMap((child) => lines(child, `${indent}  `, unmet))];
  }
  const said = `${indent}${outcomeText(node)}  ${plainText(node.sentence, longest)}`;
  return unmet.has(node) ? [said, `${indent}   why: ${plainText(node.why, longest)}`] : [said];
}
