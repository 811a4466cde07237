import type { Outcome, RuleVerdict, VerdictNode } from './verdict.ts';

type Child = VerdictNode | RuleVerdict;

/**
 * Rules together, first that holds: any failure fails, anything waited for waits, anything undecided is undecided. It passes only when at least
 * one rule that may block passed. Warnings and rules that don't apply neither block nor pass anything.
 */
export function combine(title: string, children: readonly Child[]): VerdictNode {
  return settle(title, children, children.filter(mayBlock));
}

/** The parts of one rule, such as one for each group: all must hold, also where the rule only warns. */
export function combineParts(title: string, children: readonly RuleVerdict[]): VerdictNode {
  const applied = children.filter((child) => child.applies !== false);
  const [idle] = children;
  if (applied.length === 0 && idle) {
    return { kind: 'all', title, outcome: 'waiting', sentence: idle.sentence, children };
  }
  return settle(title, children, applied);
}

const order: readonly Outcome[] = ['fail', 'waiting', 'inconclusive', 'overridden'];

function settle(title: string, children: readonly Child[], counted: readonly Child[]): VerdictNode {
  for (const outcome of order) {
    const found = counted.find((child) => child.outcome === outcome);
    if (found) return { kind: 'all', title, outcome, sentence: found.sentence, children };
  }
  const [first, ...others] = counted.filter((child) => child.outcome === 'pass');
  if (first === undefined) {
    return { kind: 'all', title, outcome: 'inconclusive', sentence: 'No rule that may block was applied.', children };
  }
  const sentence = others.length === 0 ? first.sentence : 'Every rule holds.';
  return { kind: 'all', title, outcome: 'pass', sentence, children };
}

/** Whether a verdict takes part in the decision: not a mere warning, and applicable. */
export function mayBlock(child: Child): boolean {
  if (child.kind === 'all') return child.children.length === 0 || child.children.some(mayBlock);
  return child.severity === 'deny' && child.applies !== false;
}
