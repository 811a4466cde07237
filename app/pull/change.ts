import type { Gates } from '../../src/core/definitions/schema/gates.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import { AvalError, type Fault } from '../../src/core/errors.ts';
import { type Question, questionOf } from '../../src/core/ledger/ask.ts';
import { type ModelPlan, planModels } from '../../src/core/plan/plan.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import { type TreeSide, treeSide } from '../../src/core/plan/tree-side.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import { standingAnchor } from '../../src/core/registry/standing-anchor.ts';
import { type RegistryState, registryState } from '../../src/core/registry/state.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import { engineRevisions } from '../../src/engines/engines.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { gatesOf, projectOf } from '../definitions.ts';
import { type Champion, championOn } from './champion.ts';
import { type EnvironmentChange, environmentChanges, standingUnder } from './environment-changes.ts';
import { type PolicyChange, policyChanges } from './policy-changes.ts';
import { vaultTrial } from './vault-trial.ts';

/** What a pull request means, as git alone tells it. */
export type Change =
  /** The two sides can't be merged: nothing is known of what would land. */
  | { readonly kind: 'conflict' }
  /** The default branch has no aval.yaml: nothing of this repository is ours to judge. */
  | { readonly kind: 'unmanaged' }
  /** The policy can't be read, so nothing can be judged by it. */
  | { readonly kind: 'unreadable'; readonly faults: readonly Fault[] }
  | {
      readonly kind: 'planned';
      readonly project: Project;
      readonly models: readonly ModelChange[];
      readonly environments: readonly EnvironmentChange[];
      /** aval.yaml as the change brings it, where that differs and can be read: what environments would ask for under it is shown. */
      readonly proposed?: Project;
      /** What environments run and go on running, where `proposed` asks for other rules. */
      readonly standing: readonly EnvironmentChange[];
      /** What it does to the policy, which judges from the next change on. */
      readonly policy: PolicyChange;
    };

/** One model that the change reaches. */
export interface ModelChange {
  readonly plan: Exclude<ModelPlan, { because: 'untouched' }>;
  /** What judges it, where it must be evaluated. */
  readonly trial?: Trial;
}

/** How a model is to be judged: by base's policy, beside what production runs by base. */
export interface Trial {
  readonly gates: Gates;
  readonly project: Project;
  /** True: base has no gates for this model, so its own are applied. */
  readonly introduced: boolean;
  readonly champion?: Champion;
  readonly question: Question;
  /** The gates that the change brings, where they differ: what it would look like under them is shown. */
  readonly proposed?: Gates;
}

/** Plans the merge of `head` into `base`. Reads git; no call to the API, no data. */
export async function changeOf(repository: Repository, base: Sha, head: Sha): Promise<Change> {
  const merged = await repository.mergedTree(base, head);
  if (merged === undefined) return { kind: 'conflict' };
  const cache = new Map();
  const before = await treeSide(await repository.treeAt(base), cache);
  const after = await treeSide(merged, cache);
  try {
    const project = await projectOf(before);
    if (project === undefined) return { kind: 'unmanaged' };
    const state = registryState(await repository.listTags(), new Map());
    const released = new Map(
      [...state.models.values()]
        .flatMap(releases)
        .map(({ record, version }) => [record.definition, formatVersion(version)]),
    );
    const plans = await planModels(before.tree, after.tree, {
      engineRevisions,
      released: (digest) => released.get(digest),
    });
    const models: ModelChange[] = [];
    for (const plan of plans) {
      if (plan.action === 'keep' && plan.because === 'untouched') continue;
      if (plan.action !== 'train') models.push({ plan });
      else models.push({ plan, trial: await trialOf(plan.resolved, project, before, state) });
    }
    const policy = await policyChanges(before, after);
    const proposed =
      policy.files.includes('aval.yaml') && policy.faults.length === 0 ? await projectOf(after) : undefined;
    const policies = [project, ...(proposed ? [proposed] : [])];
    const environments: EnvironmentChange[] = [];
    for (const one of await environmentChanges(repository, base, before, after, state, policies)) {
      const vault = await vaultTrial(repository, one, { project, before, after, state, cache });
      environments.push({ ...one, ...(vault && { vault }) });
    }
    return {
      kind: 'planned',
      project,
      models,
      environments,
      ...(proposed && { proposed }),
      standing: proposed ? await standingUnder(before, state, project, proposed) : [],
      policy,
    };
  } catch (error) {
    if (error instanceof AvalError && error.class !== 'invariant' && error.class !== 'platform') {
      return { kind: 'unreadable', faults: error.faults };
    }
    throw error;
  }
}

/** The trial of a model under the policy of `base`. Throws `evidence` when what production runs is not a release. */
async function trialOf(
  resolved: ResolvedModel,
  project: Project,
  base: TreeSide,
  state: RegistryState,
): Promise<Trial> {
  const { name } = resolved.model;
  const own = await gatesOf(base, name);
  const gates = own ?? resolved.gates;
  const champion = await championOn(base, project, name, state);
  const anchor = standingAnchor(state, champion && { model: name, version: champion.version }, gates, project);
  return {
    gates,
    project,
    introduced: own === undefined,
    ...(champion && { champion }),
    question: questionOf(resolved, gates, project, champion?.package ?? null, anchor?.record.package),
    ...(own !== undefined && JSON.stringify(own) !== JSON.stringify(resolved.gates) && { proposed: resolved.gates }),
  };
}
