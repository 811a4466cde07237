import type { Evidence } from './evidence.ts';
import type { RuleVerdict } from './verdict.ts';

const sentences = {
  pass: 'All rules hold.',
  fail: 'Not all rules hold.',
  inconclusive: 'The rows are too few to decide.',
} as const;

/** What sealed evidence says: the outcome of all rules together, and nothing of any. */
export function sealedVerdict({ tier, rows }: Evidence, verdict: NonNullable<Evidence['verdict']>): RuleVerdict {
  const whole = `${sentences[verdict]} ${rows.evaluated} rows of the ${tier} judged; only the verdict leaves it.`;
  return {
    kind: 'rule',
    outcome: verdict,
    title: `all rules, on the ${tier}`,
    requirement: 'every rule of gates.yaml',
    sentence: whole,
    why: `What an answer of the ${tier} tells could be learned from; the verdict alone tells the least.`,
    severity: 'deny',
    effect: { undefined: 'only the verdict leaves', n: rows.evaluated },
    threshold: 0,
  };
}
