import { join } from 'node:path';
import { waitingForEvidence } from '../../src/core/gate/waiting-for-evidence.ts';
import { emptyTree } from '../../src/core/plan/empty-tree.ts';
import type { ModelPlan } from '../../src/core/plan/plan.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { openCommits } from '../../src/engines/workspace/open-commits.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';
import { claimedEvidence } from '../claimed-evidence.ts';
import { modelReport } from '../model-report.ts';
import { changesOf, plannedModels } from '../planned.ts';
import type { PullRequest } from './pull-request.ts';

/**
 * Every model and environment that a pull request changes, from git and from the evidence of its run: both are data here. Throws `config` for
 * definitions that don't load, `evidence` for what is none.
 */
export async function readChange(
  repository: Repository,
  { head, base }: PullRequest,
  folders: { readonly evidence: string; readonly temporary: string },
): Promise<readonly ModelReport[]> {
  const cacheFolder = join(folders.temporary, 'aval-preview'); // never made: no data are read, no package is looked for
  const workspace = await openCommits(repository, { head, base, store: new FolderStore(cacheFolder), cacheFolder });
  const evidence = await claimedEvidence(folders.evidence);
  const plans = await plannedModels(repository, workspace.base?.tree ?? emptyTree, workspace.head.tree);
  const models = await Promise.all(
    plans.map(async (plan): Promise<ModelReport[]> => {
      if (plan.action === 'invalid') return [invalid(plan)];
      if (plan.action !== 'train') return [];
      return [await modelReport(workspace, plan.model, evidence.get(plan.model), changesOf(plan))];
    }),
  );
  return [...models.flat(), ...environmentReports(workspace)];
}

function invalid({ model, faults }: Extract<ModelPlan, { action: 'invalid' }>): ModelReport {
  const sentence = faults.map(({ message }) => message).join('; ');
  return {
    verdict: { kind: 'all', title: model, outcome: 'fail', sentence, children: [] },
    environment: '',
    changes: [],
  };
}

/** Approvals, time in another environment and evidence that isn't claimed are the App's to judge: without it nothing says yes. */
function environmentReports({ base, head }: Workspace): readonly ModelReport[] {
  const [before, after] = [base?.definitions.deployments ?? new Map(), head.definitions.deployments];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [environment = '', model = ''] = key.split('/');
    const now = after.get(key);
    if (before.get(key)?.digest === now?.digest) return [];
    const title = `${model} ${now?.version ?? 'nothing'} in ${environment}`;
    const what = 'the App: without it nobody judges what an environment runs';
    return [{ verdict: waitingForEvidence(title, what), environment, changes: [] }];
  });
}
