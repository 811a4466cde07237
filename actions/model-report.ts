import { parseDigest } from '../src/core/digest.ts';
import type { Evidence } from '../src/core/gate/evidence.ts';
import { judge } from '../src/core/gate/judge.ts';
import { waitingForEvidence } from '../src/core/gate/waiting-for-evidence.ts';
import { environmentSources, waitsForTrustedRun } from '../src/core/plan/environment-sources.ts';
import { readModel } from '../src/core/plan/model-reads.ts';
import type { ModelReport } from '../src/core/report/comment-input.ts';
import { lastEnvironment } from '../src/engines/workspace/champion.ts';
import { policyOf } from '../src/engines/workspace/prepare-comparison.ts';
import type { Side, Workspace } from '../src/engines/workspace/workspace.ts';
import { awaitedByComparison } from './awaited-comparison.ts';

/**
 * One model judged by base's policy, beside what production runs by base. A model whose evidence never came waits, and is never left out; so does one
 * whose data no run of a pull request can read, whatever is there that looks like evidence.
 */
export async function modelReport(
  workspace: Workspace,
  model: string,
  evidence: Evidence | undefined,
  changes: readonly string[],
): Promise<ModelReport> {
  const environment = lastEnvironment(workspace.base ?? workspace.head);
  const reads = { sources: sourcesOf(workspace.head, model) };
  const awaited = waitsForTrustedRun(reads);
  if (evidence === undefined || awaited !== undefined) {
    const what = awaited ?? (await awaitedByComparison(workspace, model, reads));
    return { verdict: waitingForEvidence(model, what), environment, changes };
  }
  const { gates, project, introduced } = policyOf(workspace, model);
  const running = workspace.base?.definitions.deployments.get(`${environment}/${model}`);
  const options =
    running === undefined ? { firstVersion: true } : { champion: parseDigest(running.digest, environment) };
  const sampled = environmentSources(reads).map(({ name }) => name);
  return { verdict: judge(evidence, gates, project, options), evidence, environment, introduced, sampled, changes };
}

function sourcesOf({ definitions }: Side, name: string): ReturnType<typeof readModel>['sources'] {
  const model = definitions.models.get(name);
  const gates = definitions.gates.get(name);
  return model === undefined || gates === undefined ? new Map() : readModel(definitions, model, gates).sources;
}
