import type { GateRule, Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { combine, combineParts } from './combine.ts';
import type { Evidence, Measurement } from './evidence.ts';
import { firstVersionRule } from './first-version.ts';
import { policyDigest } from './policy.ts';
import { measurementsOf, quantityKey } from './quantity-key.ts';
import { quantityTitle, sentenceStart } from './quantity-title.ts';
import { ruleQuantities } from './rule-quantities.ts';
import { judgeRule, notApplicable, type RuleOnQuantity } from './rule-verdict.ts';
import { comparesWithChampion, limitOf, requirementOf } from './rules/rule-finding.ts';
import type { RuleVerdict, VerdictNode } from './verdict.ts';

export interface JudgeOptions {
  /** Nothing is in production yet. Without this, evidence that compares with nothing fails: a champion must be there. */
  readonly firstVersion?: boolean;
  /** Package that the last environment runs now: evidence that compares with another one waits for new. Absent: not checked. */
  readonly champion?: Digest;
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
  const known = measurementsOf(evidence);
  const baseline = firstVersionRule(gates, project);
  const children = gates.gates.map((rule) => ruleNode(rule, evidence, known, first));
  return combine(gates.model, first ? [decide(baseline, known, evidence.alpha), ...children] : children);
}

function ruleNode(
  rule: GateRule,
  evidence: Evidence,
  known: ReadonlyMap<string, Measurement>,
  first: boolean,
): VerdictNode | RuleVerdict {
  const applies = !(first && comparesWithChampion(rule));
  const verdicts = ruleQuantities(rule, evidence.groups).map((quantity) => {
    const measurement = known.get(quantityKey(quantity));
    const on = { rule, quantity };
    return applies ? judgeRule(on, measurement, evidence.alpha) : notApplicable(on, measurement);
  });
  const [only] = verdicts;
  if (only === undefined) return nothingToContrast(rule, applies);
  return verdicts.length === 1 ? only : combineParts(contrastTitle(rule), verdicts);
}

function decide(on: RuleOnQuantity, known: ReadonlyMap<string, Measurement>, alpha: number): RuleVerdict {
  return judgeRule(on, known.get(quantityKey(on.quantity)), alpha);
}

function contrastTitle(rule: GateRule): string {
  const among = rule.among === undefined ? {} : { among: String(rule.among.label) };
  return `${quantityTitle({ metric: rule.metric, ...among })} by ${rule.contrast}: ${requirementOf(rule)}`;
}

/** A contrast needs a reference and another group; an evaluation without them has not measured what the rule asks. */
function nothingToContrast(rule: GateRule, applies: boolean): RuleVerdict {
  const title = contrastTitle(rule);
  return {
    kind: 'rule',
    outcome: applies ? 'inconclusive' : 'waiting',
    title,
    rule: rule.rule,
    requirement: requirementOf(rule),
    word: 'nothing to contrast',
    sentence: `${sentenceStart(title)}: nothing to contrast; the group "${rule.contrast}" has fewer than two values here.`,
    why: rule.why,
    severity: rule.severity,
    ...(applies ? {} : { applies: false }),
    effect: { undefined: 'fewer than two groups', n: 0 },
    threshold: limitOf(rule),
  };
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
