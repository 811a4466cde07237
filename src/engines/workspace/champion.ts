import { parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { ModelToCompare } from '../../core/evaluation/compare-models.ts';
import { type RegistryState, registryState } from '../../core/registry/state.ts';
import { loadSide, resolveOn, type Side, type Workspace } from './workspace.ts';

/** Versions by tag and what runs where by the environment files of a side. */
export async function registryOf(workspace: Workspace, side: Side): Promise<RegistryState> {
  return registryState(await workspace.repository.listTags(), side.definitions.deployments);
}

/** The last environment: what runs there is the champion. */
export function lastEnvironment(side: Side): string {
  return side.definitions.project.environments.at(-1)?.name ?? '';
}

/**
 * The version that the last environment runs by the base branch, with its package and the definitions of its tag. Undefined when
 * nothing runs there. Throws `evidence` when what runs can't be had: a comparison with something else would be worth nothing.
 */
export async function championOf(workspace: Workspace, model: string): Promise<ModelToCompare | undefined> {
  const { base, store, repository } = workspace;
  if (base === undefined) return undefined;
  const environment = lastEnvironment(base);
  const live = (await registryOf(workspace, base)).models.get(model)?.live.get(environment);
  if (live === undefined) return undefined;
  const { version, digest } = live.deployment;
  if (live.released?.record?.package !== digest) {
    throw missing(
      model,
      version,
      environment,
      'no release tag of this repository names that package',
      'git fetch --tags',
    );
  }
  const item = await store.get(parseDigest(digest, `environments/${environment}/${model}.yaml`));
  if (item === undefined) {
    throw missing(
      model,
      version,
      environment,
      'its package is not in the store',
      `Look at "packages" in aval.yaml, and run: aval verify ${model}@v${version}`,
    );
  }
  const side = await loadSide(await repository.treeAt(live.released.tag.commit));
  return { resolved: await resolveOn(side, model), package: item, version };
}

function missing(model: string, version: string, environment: string, what: string, hint: string): AvalError {
  return new AvalError('evidence', {
    rule: 'champion.missing',
    message: `${environment} runs ${model} ${version}, but ${what}`,
    hint,
  });
}
