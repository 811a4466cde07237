import { AvalError } from '../../core/errors.ts';
import type { ModelToCompare } from '../../core/evaluation/compare-models.ts';
import type { ReservedEntry } from '../../core/ledger/entry.ts';
import { pinnedAs } from '../../core/plan/pinned-as.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { findRelease } from '../../core/registry/find-release.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import { registryState } from '../../core/registry/state.ts';
import { formatVersion, parseVersion } from '../../core/registry/versions.ts';
import { packageOfVersion } from './package-of-version.ts';
import { resolveOn, type Workspace } from './workspace.ts';

type Registry = Pick<Workspace, 'repository' | 'loadSide' | 'head'>;

/** A released version with its package, as its tag defines it, on the data that are pinned here now. Throws `evidence` where its package is gone. */
export async function releasedModel(workspace: Workspace, release: ReleasedVersion): Promise<ModelToCompare> {
  const { released, current } = await releasedAndCurrent(workspace, release);
  return {
    resolved: pinnedAs(released, current),
    package: await packageOfVersion(workspace, release),
    version: formatVersion(release.version),
  };
}

/** A model as the tag of a release defines it, and as it is defined here. */
export async function releasedAndCurrent(
  { repository, loadSide, head }: Registry,
  { model, tag }: ReleasedVersion,
): Promise<{ readonly released: ResolvedModel; readonly current: ResolvedModel }> {
  const side = await loadSide(await repository.treeAt(tag.commit));
  return { released: await resolveOn(side, model), current: await resolveOn(head, model) };
}

/** The release that an entry asks the vault about; undefined where it asks the holdout. Throws `evidence` where its tag says otherwise. */
export async function promotedRelease(
  { repository }: Pick<Registry, 'repository'>,
  { model, vault }: Pick<ReservedEntry, 'model' | 'vault'>,
): Promise<ReleasedVersion | undefined> {
  if (vault === undefined) return undefined;
  const state = registryState(await repository.listTags(), new Map());
  const release = findRelease(state, { model, version: parseVersion(vault.version) });
  if (release.record.package === vault.package) return release;
  throw new AvalError('evidence', {
    rule: 'release.package',
    message: `the release ${release.tag.name} holds ${release.record.package}, not ${vault.package}, which was asked about`,
  });
}
