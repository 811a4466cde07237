import type { Project } from '../../src/core/definitions/schema/project.ts';
import type { Approval } from '../../src/core/gate/approvals.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import type { EnvironmentChange } from './environment-changes.ts';
import { environmentRules, environmentVerdict } from './environment-verdict.ts';

/** What the policy of base and, where the change brings another, that one would say. */
interface Policies {
  readonly project: Project;
  readonly proposed?: Project;
}

interface Facts {
  /** Evidence that releases name, by its digest. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Seconds since 1970. */
  readonly now: number;
}

/** One environment's change as a part of the comment; with the rules that its evidence is held against, where it asks for some. */
export function environmentReport(
  change: EnvironmentChange,
  { project, proposed }: Policies,
  approvals: readonly Approval[],
  { evidence: known, now }: Facts,
): ModelReport {
  const evidence = known.get(change.release?.record.evidence ?? '');
  const facts = { approvals, now, ...(evidence && { evidence }) };
  const verdict = environmentVerdict(change, project, facts);
  return {
    verdict,
    environment: project.environments.at(-1)?.name ?? '', // whose version the evidence was compared with, wherever this goes
    changes: [],
    ...(verdict.children.length > 0 && evidence && { evidence }),
    ...(proposed && { proposed: environmentVerdict(change, proposed, facts) }),
  };
}

/** What the rules that a change brings would say of what an environment runs, and goes on running; undefined where they ask nothing of it. */
export function standingPreview(
  change: EnvironmentChange,
  { proposed }: Policies,
  known: Facts['evidence'],
): VerdictNode | undefined {
  const { environment: name, model, after, release } = change;
  const title = `${model} ${after?.version ?? 'nothing'} in ${name}`;
  const evidence = known.get(release?.record.evidence ?? '');
  const environment = proposed?.environments.find((one) => one.name === name);
  if (proposed === undefined || environment === undefined) return undefined;
  if (evidence === undefined) {
    const sentence =
      'The evidence that it was released with is not in the ledger, so no rule could be held against it.';
    return { kind: 'all', title, outcome: 'inconclusive', sentence, children: [] };
  }
  const rules = environmentRules(environment, proposed, change, evidence, evidence.champion?.package, []);
  return rules && { ...rules, title };
}
