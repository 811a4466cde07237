import { pathOf } from '../../core/definitions/place.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { isRepositoryFile } from '../../core/plan/source-pin.ts';
import type { Sha } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { loadBase, resolveOn, type Side } from './workspace.ts';

/** How many changes of a model's files are looked through for the one that made its definition. */
const furthest = 200;

/**
 * What the main branch held before a model's definition became what it is at `commit`: the policy that this change is judged by. A change that
 * loosens its own gates is judged by the gates it found. Undefined when nothing was defined before.
 */
export async function policyBefore(
  repository: Repository,
  commit: Sha,
  side: Side,
  resolved: ResolvedModel,
): Promise<Side | undefined> {
  return (await foundBefore(repository, commit, side, resolved))?.policy;
}

/** The same, with the commit that held it; `policy` is absent where nothing was defined by then. */
export async function foundBefore(
  repository: Repository,
  commit: Sha,
  side: Side,
  resolved: ResolvedModel,
): Promise<{ readonly commit: Sha; readonly policy: Side | undefined } | undefined> {
  for (const change of await repository.changesOf(pathsOf(resolved), commit, furthest)) {
    if (change.parent === undefined) return undefined;
    const before = await loadBase(await repository.treeAt(change.parent), side);
    const found = { commit: change.parent, policy: before };
    if (before === undefined || !before.definitions.models.has(resolved.model.name)) return found;
    if ((await resolveOn(before, resolved.model.name)).digest !== resolved.digest) return found;
  }
  return undefined;
}

/** Every file that can change the definition of a model. */
function pathsOf({ model, gates, views, sources, code }: ResolvedModel): readonly string[] {
  return [
    pathOf('Model', model.name),
    pathOf('Gates', gates.model),
    'entities.yaml',
    ...[...views.keys()].map((view) => pathOf('FeatureView', view)),
    ...[...sources.values()].flatMap((source) => [
      pathOf('Source', source.name),
      pathOf('SourceLock', source.name),
      ...(isRepositoryFile(source) ? [source.uri] : []),
    ]),
    ...code.keys(),
  ];
}
