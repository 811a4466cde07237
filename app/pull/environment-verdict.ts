import type { Approvals, Environment, Project } from '../../src/core/definitions/schema/project.ts';
import { evidenceLevels } from '../../src/core/definitions/schema/project.ts';
import { durationMicros } from '../../src/core/definitions/schema/values.ts';
import {
  type Approval,
  approversText,
  countedApprovals,
  mayBeReleased,
  missingApprovals,
} from '../../src/core/gate/approvals.ts';
import { judgeEnvironment } from '../../src/core/gate/environment-gates.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import type { Outcome, VerdictNode } from '../../src/core/gate/verdict.ts';
import type { EnvironmentChange } from './environment-changes.ts';

/** What a promotion is judged by, beside the change itself. */
export interface PromotionFacts {
  readonly approvals: readonly Approval[];
  /** The evidence that the release names; absent when it is not on the ledger's branch. */
  readonly evidence?: Evidence;
  /** Seconds since 1970. */
  readonly now: number;
}

/**
 * The verdict on one environment's change, by base's requirements for it. A version that ran there before is rolled back to by the `rollback:`
 * rule alone: nothing is compared, nothing soaks.
 */
export function environmentVerdict(change: EnvironmentChange, project: Project, facts: PromotionFacts): VerdictNode {
  const { environment: name, model, after, release } = change;
  const title = `${model} ${after?.version ?? 'nothing'} in ${name}`;
  const environment = project.environments.find((one) => one.name === name);
  if (environment === undefined)
    return node(title, 'fail', `aval.yaml of the default branch has no environment "${name}".`);
  if (after === undefined)
    return approved(title, environment.rollback.approvals, facts, 'It shall run nothing of this model.');
  if (release === undefined) return node(title, 'fail', `There is no release ${model}@v${after.version}.`);
  if (release.record.package !== after.digest) {
    return node(
      title,
      'fail',
      `The release ${model}@v${after.version} holds ${release.record.package}, not ${after.digest}.`,
    );
  }
  if (change.ranBefore) {
    const sentence = `${name} ran this version before: a rollback, nothing is compared.`;
    return approved(title, environment.rollback.approvals, facts, sentence);
  }
  return promotion(title, environment, change, project, facts);
}

/** What the rules of an environment say of a version, beside the package that it runs now, and with whose approval. Undefined where it asks for none. */
export function environmentRules(
  environment: Environment,
  project: Project,
  { gates, model }: EnvironmentChange,
  evidence: Evidence,
  runs: string | undefined,
  approvals: readonly Approval[],
): VerdictNode | undefined {
  if (environment.require.gates === undefined) return undefined;
  if (gates === undefined)
    return node(model, 'fail', `The default branch has no gates.yaml of ${model} to read rules by.`);
  return judgeEnvironment(environment, { gates, project, evidence, approvals, ...(runs !== undefined && { runs }) });
}

function promotion(
  title: string,
  environment: Environment,
  change: EnvironmentChange,
  project: Project,
  facts: PromotionFacts,
): VerdictNode {
  const { name, require } = environment;
  const { soak, approvals } = require;
  const { evidence } = facts;
  // What the pull request's own code claims is never enough, whatever aval.yaml is content with.
  const wanted = require.evidence === 'claimed' ? 'scored' : require.evidence;
  if (evidence === undefined || evidenceLevels.indexOf(evidence.level) < evidenceLevels.indexOf(wanted)) {
    const found = evidence?.level ?? 'missing';
    return node(title, 'fail', `${name} asks for evidence that is ${wanted}; this version's is ${found}.`);
  }
  const rules = environmentRules(environment, project, change, evidence, change.before?.digest, facts.approvals);
  if (rules !== undefined && !mayBeReleased(rules)) return { ...rules, title };
  if (soak !== undefined) {
    const since = change.since.get(soak.in);
    if (since === undefined)
      return node(title, 'waiting', `Waiting for ${soak.for} in ${soak.in}, which does not run it yet.`);
    if (facts.now - since < durationMicros(soak.for) / 1e6) {
      return node(
        title,
        'waiting',
        `Waiting for ${soak.for} in ${soak.in}, where it runs since ${new Date(since * 1000).toISOString()}.`,
      );
    }
  }
  const held = rules?.outcome === 'pass' ? `, its rules hold` : '';
  const soaked = soak === undefined ? '' : `, and it ran for ${soak.for} in ${soak.in}`;
  const found = approved(title, approvals, facts, `The evidence is ${evidence.level}${held}${soaked}.`);
  if (rules === undefined) return found;
  if (rules.outcome !== 'overridden' || found.outcome !== 'pass') return { ...found, children: rules.children };
  return { ...rules, title, sentence: `${found.sentence} ${rules.sentence}` };
}

function approved(
  title: string,
  wanted: Approvals | undefined,
  { approvals }: PromotionFacts,
  sentence: string,
): VerdictNode {
  if (wanted === undefined) return node(title, 'pass', sentence);
  const counted = countedApprovals(wanted, approvals);
  if (counted.length >= wanted.count) return node(title, 'pass', `${sentence} Approved by ${approversText(counted)}.`);
  return node(title, 'waiting', `Waiting for ${missingApprovals(wanted, counted.length)}.`);
}

function node(title: string, outcome: Outcome, sentence: string): VerdictNode {
  return { kind: 'all', title, outcome, sentence, children: [] };
}
