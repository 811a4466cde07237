import type { Project } from '../../src/core/definitions/schema/project.ts';
import { emptyTree } from '../../src/core/plan/empty-tree.ts';
import { planModels } from '../../src/core/plan/plan.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import { type TreeSide, treeSide } from '../../src/core/plan/tree-side.ts';
import { planRelease, type ReleasePlan } from '../../src/core/registry/plan-release.ts';
import { type RegistryState, registryState } from '../../src/core/registry/state.ts';
import { engineRevisions } from '../../src/engines/engines.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import { loadSide, type Side } from '../../src/engines/workspace/workspace.ts';
import { projectOf } from '../definitions.ts';
import { type LedgerBranch, ledgerRefs, openLedger } from '../holdout/ledger-branch.ts';
import { type AppRepository, authorOf } from '../repository.ts';

/** What the default branch says. */
export interface Landed {
  readonly defaultBranch: string;
  readonly commit: Sha;
  readonly project: Project;
  readonly side: TreeSide;
  readonly state: RegistryState;
  readonly models: readonly LandedModel[];
  readonly ledger: LedgerBranch;
  /** Every definition of it, read and checked when first asked for. */
  whole(): Promise<Side>;
}

/** A model as it landed, and what becomes of it. */
export interface LandedModel {
  readonly resolved: ResolvedModel;
  readonly plan: ReleasePlan;
}

/** Reads the default branch by git. Undefined where there is nothing of ours. Throws `config` for an aval.yaml that can't be read. */
export async function observeLanded(repository: AppRepository, defaultBranch: string): Promise<Landed | undefined> {
  const { mirror, identity } = repository;
  await mirror.fetch([`refs/heads/${defaultBranch}`, ledgerRefs, 'refs/heads/aval/*', 'refs/tags/*']);
  const commit = await mirror.commitOf(`refs/heads/${defaultBranch}`);
  if (commit === undefined) return undefined;
  const side = await treeSide(await mirror.repository.treeAt(commit), new Map());
  const project = await projectOf(side);
  if (project === undefined) return undefined;
  const state = registryState(await mirror.repository.listTags(), new Map());
  const plans = await planModels(emptyTree, side.tree, { engineRevisions, released: () => undefined });
  const models = plans.flatMap((plan): LandedModel[] => {
    if (plan.action !== 'train') return []; // what is invalid is red where it is proposed; here nothing can be made of it
    return [{ resolved: plan.resolved, plan: planRelease(state.models.get(plan.model), plan.resolved.digest) }];
  });
  const ledger = await openLedger(mirror, authorOf(identity));
  let whole: Promise<Side> | undefined;
  const all = (): Promise<Side> => {
    whole ??= loadSide(side.tree);
    return whole;
  };
  return { defaultBranch, commit, project, side, state, models, ledger, whole: all };
}
