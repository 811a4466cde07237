import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { type Approval, withApprovals } from './approvals.ts';
import { combine } from './combine.ts';
import type { Evidence } from './evidence.ts';
import { firstVersionRule } from './first-version.ts';
import { judgeQuantity, judgeTree } from './judge-tree.ts';
import { policyDigest } from './policy.ts';
import { measurementsOf } from './quantity-key.ts';
import { ruleTrees } from './rule-tree.ts';
import { sealedVerdict } from './sealed-verdict.ts';
import type { RuleVerdict, VerdictNode } from './verdict.ts';

export interface JudgeOptions {
  /** Nothing is in production yet. Without this, evidence that compares with nothing fails: a champion must be there. */
  readonly firstVersion?: boolean;
  /** Package that the last environment runs now: evidence that compares with another one waits for new. Absent: not checked. */
  readonly champion?: Digest;
  /** People who approved what is judged; they count where gates.yaml lets people answer for too few rows. */
  readonly approvals?: readonly Approval[];
}

/**
 * The gate: evidence held against the policy of the base branch. Pure; CLI, actions and App call this same function. Undecided is never green.
 * Throws `evidence` when the evidence is about another model.
 */
export function judge(evidence: Evidence, gates: Gates, project: Project, options: JudgeOptions = {}): VerdictNode {
  if (evidence.model !== gates.model) {
    throw new AvalError('evidence', {
      rule: 'gate.model',
      message: `the evidence is about "${evidence.model}", the gates are of "${gates.model}"`,
      hint: 'Evaluate the model that these gates belong to.',
    });
  }
  const first = evidence.champion === undefined;
  if (first && options.firstVersion !== true) return combine(gates.model, [championMissing()]);
  if (!first && options.champion !== undefined && options.champion !== evidence.champion?.package) {
    return combine(gates.model, [championStale(evidence)]);
  }
  if (evidence.policy !== policyDigest(gates, project)) return combine(gates.model, [otherPolicy()]);
  if (evidence.verdict !== undefined) return combine(gates.model, [sealedVerdict(evidence, evidence.verdict)]);
  const on = { evidence, known: measurementsOf(evidence), statistics: project.statistics, first };
  const children = ruleTrees(gates).map((tree) => judgeTree(tree, on));
  const { rule, quantity, title } = firstVersionRule(gates, project);
  const all = first ? [judgeQuantity(rule, quantity, on, title), ...children] : children;
  return withApprovals(combine(gates.model, all), gates.whenInconclusive, options.approvals ?? []);
}

function championMissing(): RuleVerdict {
  const sentence =
    "The version in production was not compared with; this evidence can't say whether the change is better.";
  return noComparison('missing', sentence, 'no version was compared with');
}

function championStale({ champion }: Evidence): RuleVerdict {
  const compared = champion?.version === undefined ? 'another version' : champion.version;
  const sentence = `Production moved on: this evidence compares with ${compared}, which it does not run any more. Evaluate again.`;
  return { ...noComparison('stale', sentence, 'the version compared with is not in production'), outcome: 'waiting' };
}

function otherPolicy(): RuleVerdict {
  const sentence = 'The evidence was made under another policy than the one that judges. Evaluate again.';
  const rule = noComparison('stale', sentence, 'made under another policy');
  const why = 'What was measured, and on which rows, comes from the policy.';
  return { ...rule, outcome: 'waiting', title: 'policy', requirement: 'measured under this policy', why };
}

function noComparison(word: string, sentence: string, reason: string): RuleVerdict {
  return {
    kind: 'rule',
    outcome: 'fail',
    title: 'comparison with production',
    requirement: 'compared with what production runs',
    word,
    sentence,
    why: 'A change is judged against what production runs; only a first version may be judged without.',
    severity: 'deny',
    effect: { undefined: reason, n: 0 },
    threshold: 0,
  };
}
