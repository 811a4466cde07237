import type { Outcome, RuleVerdict, VerdictNode } from './verdict.ts';

type Child = VerdictNode | RuleVerdict;

/**
 * Rules together, first that holds: any failure fails, anything waited for waits, anything undecided is undecided. It passes only when at least
 * one rule that may block passed. Warnings and rules that don't apply neither block nor pass anything.
 */
export function combine(title: string, children: readonly Child[]): VerdictNode {
  return settle('all', title, children, children.filter(mayBlock));
}

/** The parts of one rule, such as one for each group, or rules that belong together: all must hold, also where they only warn. */
export function combineParts(title: string, children: readonly Child[], kind: 'all' | 'none' = 'all'): VerdictNode {
  return idle(kind, title, children) ?? settle(kind, title, children, children.filter(applies));
}

/**
 * Rules of which one is enough, by three-valued logic: one that passes passes; all that fail fail; else it waits where anything is waited for, and is
 * undecided.
 */
export function combineAny(title: string, children: readonly Child[]): VerdictNode {
  const nothing = idle('any', title, children);
  if (nothing) return nothing;
  const counted = children.filter(applies);
  for (const outcome of bestFirst) {
    const found = counted.find((child) => child.outcome === outcome);
    if (found === undefined) continue;
    const others = outcome === 'fail' && counted.length > 1;
    const sentence = others
      ? `None of ${counted.length} holds, and one would be enough. ${found.sentence}`
      : found.sentence;
    return { kind: 'any', title, outcome, sentence, children };
  }
  return { kind: 'any', title, outcome: 'inconclusive', sentence: 'No rule was applied.', children };
}

/** Where nothing of it applies: it says so, and counts for nothing. */
function idle(kind: VerdictNode['kind'], title: string, children: readonly Child[]): VerdictNode | undefined {
  const [first] = children;
  if (first === undefined || children.some(applies)) return undefined;
  return { kind, title, outcome: 'waiting', sentence: first.sentence, children };
}

const bestFirst: readonly Outcome[] = ['pass', 'waiting', 'inconclusive', 'fail'];
const order: readonly Outcome[] = ['fail', 'waiting', 'inconclusive', 'overridden'];

function settle(
  kind: VerdictNode['kind'],
  title: string,
  children: readonly Child[],
  counted: readonly Child[],
): VerdictNode {
  for (const outcome of order) {
    const found = counted.find((child) => child.outcome === outcome);
    if (found) return { kind, title, outcome, sentence: found.sentence, children };
  }
  const [first, ...others] = counted.filter((child) => child.outcome === 'pass');
  if (first === undefined) {
    return { kind, title, outcome: 'inconclusive', sentence: 'No rule that may block was applied.', children };
  }
  const warned = children.some((child) => child.outcome !== 'pass' && applies(child));
  const every = warned ? 'Every rule that may block holds.' : 'Every rule holds.';
  const sentence = others.length === 0 ? first.sentence : every;
  return { kind, title, outcome: 'pass', sentence, children };
}

/** Whether a verdict takes part in the decision: not a mere warning, and applicable. */
export function mayBlock(child: Child): boolean {
  if (child.kind !== 'rule') return child.children.length === 0 || child.children.some(mayBlock);
  return child.severity === 'deny' && child.applies !== false;
}

/** Whether it asks anything here: of rules together, whether any of them does. */
export function applies(child: Child): boolean {
  return child.kind === 'rule' ? child.applies !== false : child.children.length === 0 || child.children.some(applies);
}
