import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { headline, icons, isUnmet, outcomeText } from './outcome-text.ts';
import { plainText } from './plain-text.ts';

const longest = 1000;

/** A verdict as plain lines for a terminal: the headline, then each rule with its reason where it isn't met. No colour. */
export function verdictText(verdict: VerdictNode): readonly string[] {
  const first = `${icons[verdict.outcome]} ${plainText(headline(verdict), longest)}`;
  return [first, ...verdict.children.flatMap((child) => lines(child, '  '))];
}

function lines(node: VerdictNode | RuleVerdict, indent: string): readonly string[] {
  if (node.kind === 'all') {
    const title = `${indent}${icons[node.outcome]} ${plainText(node.title, longest)}`;
    return [title, ...node.children.flatMap((child) => lines(child, `${indent}  `))];
  }
  const said = `${indent}${outcomeText(node)}  ${plainText(node.sentence, longest)}`;
  return isUnmet(node) ? [said, `${indent}   why: ${plainText(node.why, longest)}`] : [said];
}
