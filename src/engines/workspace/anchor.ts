import { AvalError } from '../../core/errors.ts';
import type { ModelToCompare } from '../../core/evaluation/compare-models.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package } from '../../core/registry/package.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import { standingAnchor } from '../../core/registry/standing-anchor.ts';
import { registryState } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { lastEnvironment } from './champion.ts';
import { policyOf } from './prepare-comparison.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** The release that changes of a model are held against beside the champion; from git alone. Undefined and throws as `standingAnchor`. */
export async function anchorRelease(workspace: Workspace, model: string): Promise<ReleasedVersion | undefined> {
  const { base, repository } = workspace;
  const deployment = base?.definitions.deployments.get(`${lastEnvironment(base)}/${model}`);
  if (deployment === undefined) return undefined;
  const state = registryState(await repository.listTags(), new Map());
  const { gates, project } = policyOf(workspace, model);
  return standingAnchor(state, deployment, gates, project);
}

/** What an anchor's tag defines. */
export async function definedAnchor(
  { loadSide, repository }: Workspace,
  { model, tag }: ReleasedVersion,
): Promise<ResolvedModel> {
  return resolveOn(await loadSide(await repository.treeAt(tag.commit)), model);
}

/**
 * The anchor with its package and the definitions of its tag. A package that is not in the store is made again from them, and counts if it is the very
 * same. Throws `evidence` when it can't be had.
 */
export async function anchorOf(
  workspace: Workspace,
  model: string,
  train: (resolved: ResolvedModel) => Promise<{ readonly package: Package }>,
  log: (line: string) => void,
): Promise<ModelToCompare | undefined> {
  const release = await anchorRelease(workspace, model);
  if (release === undefined) return undefined;
  const resolved = await definedAnchor(workspace, release);
  const version = formatVersion(release.version);
  const digest = release.record.package;
  const stored = await workspace.store.get(digest);
  if (stored !== undefined) return { resolved, package: stored, version };
  log(`the package of the anchor, ${model} ${version}, is not in the store; making it again from its tag`);
  const made = (await train(resolved)).package;
  if (made.digest === digest) return { resolved, package: made, version };
  throw new AvalError('evidence', {
    rule: 'anchor.package',
    message: `the package of the anchor, ${model} ${version}, is not in the store, and training it again gives ${made.digest}`,
    hint: 'Bring it back, or set "anchor: none", or a floor, at the rule in gates.yaml.',
  });
}
