import { parseDigest } from '../src/core/digest.ts';
import type { Evidence } from '../src/core/gate/evidence.ts';
import { judge } from '../src/core/gate/judge.ts';
import { waitingForEvidence } from '../src/core/gate/waiting-for-evidence.ts';
import type { ModelReport } from '../src/core/report/comment-input.ts';
import { lastEnvironment } from '../src/engines/workspace/champion.ts';
import { policyOf } from '../src/engines/workspace/prepare-comparison.ts';
import type { Workspace } from '../src/engines/workspace/workspace.ts';

/** One model judged by base's policy, beside what production runs by base. A model whose evidence never came waits, and is never left out. */
export function modelReport(
  workspace: Workspace,
  model: string,
  evidence: Evidence | undefined,
  changes: readonly string[],
): ModelReport {
  const environment = lastEnvironment(workspace.base ?? workspace.head);
  if (evidence === undefined) return { verdict: waitingForEvidence(model), environment, changes };
  const { gates, project, introduced } = policyOf(workspace, model);
  const running = workspace.base?.definitions.deployments.get(`${environment}/${model}`);
  const options =
    running === undefined ? { firstVersion: true } : { champion: parseDigest(running.digest, environment) };
  return { verdict: judge(evidence, gates, project, options), evidence, environment, introduced, changes };
}
