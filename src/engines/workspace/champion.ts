import { type Digest, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { ModelToCompare } from '../../core/evaluation/compare-models.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package } from '../../core/registry/package.ts';
import { type LiveVersion, type RegistryState, registryState } from '../../core/registry/state.ts';
import type { Registered } from './registered.ts';
import { resolveOn, type Side, type Workspace } from './workspace.ts';

/** Versions by tag and what runs where by the environment files of a side. */
export async function registryOf(
  { repository }: Pick<Registered, 'repository'>,
  { definitions }: Registered['head'],
): Promise<RegistryState> {
  return registryState(await repository.listTags(), definitions.deployments);
}

/** The last environment: what runs there is the champion. */
export function lastEnvironment({ definitions }: Registered['head']): string {
  return definitions.project.environments.at(-1)?.name ?? '';
}

/** Digest of the package that the last environment must run by a side, as its file says; null: nothing runs there. */
export function runningDigest(side: Registered['head'] | undefined, model: string): Digest | null {
  if (side === undefined) return null;
  const file = `${lastEnvironment(side)}/${model}`;
  const running = side.definitions.deployments.get(file);
  return running === undefined ? null : parseDigest(running.digest, `environments/${file}.yaml`);
}

/** What an environment runs, as its tag defines it. */
export interface DefinedVersion {
  readonly resolved: ResolvedModel;
  readonly version: string;
  /** Of its package. */
  readonly digest: Digest;
  readonly live: LiveVersion;
}

/**
 * The version that the last environment runs by the base branch, from git alone. Undefined when nothing runs there. Throws `evidence` when no release
 * says what runs there.
 */
export async function definedChampion(workspace: Workspace, model: string): Promise<DefinedVersion | undefined> {
  const { base } = workspace;
  return base === undefined ? undefined : definedVersion(workspace, base, lastEnvironment(base), model);
}

/** The version that an environment runs by a side. Undefined and throws as `definedChampion`. */
export async function definedVersion(
  workspace: Workspace,
  running: Side,
  environment: string,
  model: string,
): Promise<DefinedVersion | undefined> {
  const { repository, loadSide } = workspace;
  const live = (await registryOf(workspace, running)).models.get(model)?.live.get(environment);
  if (live === undefined) return undefined;
  const { version, digest } = live.deployment;
  const { released } = live;
  if (released?.record === undefined) {
    throw missing(live, 'no release tag of this repository names that version', 'Run: git fetch --tags');
  }
  if (released.record.package !== digest) {
    const hint = `The release names ${released.record.package}. Look at environments/${environment}/${model}.yaml.`;
    throw missing(live, 'with another package than its release names', hint);
  }
  const side = await loadSide(await repository.treeAt(released.tag.commit));
  const resolved = await resolveOn(side, model);
  return { resolved, version, digest: parseDigest(digest, `environments/${environment}/${model}.yaml`), live };
}

/**
 * The version that the last environment runs, with its package and the definitions of its tag. A package that is not in the store is trained again
 * from them, and counts if it is the very same. Undefined when nothing runs there. Throws `evidence` when what runs can't be had: a comparison with
 * something else would be worth nothing.
 */
export async function championOf(
  workspace: Workspace,
  model: string,
  train: (resolved: ResolvedModel) => Promise<{ readonly package: Package }>,
  log: (line: string) => void,
): Promise<ModelToCompare | undefined> {
  const defined = await definedChampion(workspace, model);
  if (defined === undefined) return undefined;
  const { resolved, version, digest, live } = defined;
  const stored = await workspace.store.get(digest);
  if (stored !== undefined) return { resolved, package: stored, version };
  log(`the package of ${model} ${version} is not in the store; making it again from its tag`);
  const made = (await train(resolved)).package;
  if (made.digest === digest) return { resolved, package: made, version };
  const hint = 'Look at "packages" in aval.yaml: the folder that held it may not be on this machine.';
  throw missing(live, `its package is not in the store, and training it again gives ${made.digest}`, hint);
}

function missing({ environment, deployment }: LiveVersion, what: string, hint: string): AvalError {
  const { model, version } = deployment;
  const message = `${environment} runs ${model} ${version}, but ${what}`;
  return new AvalError('evidence', { rule: 'champion.missing', message, hint });
}
