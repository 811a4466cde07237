import type { Tree } from '../../core/definitions/definitions.ts';
import { pathOf } from '../../core/definitions/place.ts';
import type { FeatureView } from '../../core/definitions/schema/feature-view.ts';
import type { Entity, Source } from '../../core/definitions/schema/source.ts';
import { type CurrentDefinitions, type PlannedView, planJoins } from '../../core/features/online/plan-joins.ts';
import { trainedModel } from '../../core/features/online/trained-model.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { treeSide } from '../../core/plan/tree-side.ts';
import type { Package } from '../../core/registry/package.ts';
import { registryState } from '../../core/registry/state.ts';
import type { Repository } from '../../engines/git/repository.ts';

/** The definitions that a version was trained from: at the commit of a tag of it, or at `commit`. Undefined where neither has them. */
export async function trainedDefinitions(
  repository: Repository,
  { digest, manifest }: Package,
  commit: string,
): Promise<ResolvedModel | undefined> {
  const { models } = registryState(await repository.listTags(), new Map());
  const tagged = (models.get(manifest.model)?.versions ?? []).filter(({ record }) => record?.package === digest);
  const trees: Tree[] = [];
  for (const at of [...tagged.map(({ tag }) => tag.commit), commit]) trees.push(await repository.treeAt(at));
  return trainedModel(manifest, trees);
}

/** The views of a version that may be joined, or must not be, as the definitions at `commit` have it. */
export async function plannedViews(
  repository: Repository,
  { manifest }: Package,
  trained: ResolvedModel | undefined,
  commit: string,
): Promise<readonly PlannedView[]> {
  const tree = await repository.treeAt(commit);
  const inputs = manifest.signature.inputs.map(({ name }) => name);
  const views = new Set(inputs.map((name) => name.slice(0, name.indexOf(':'))));
  const sources = [...(trained?.sources.keys() ?? [])];
  const current = await currentDefinitions(tree, [...views], sources);
  if (trained !== undefined) return planJoins(trained, current);
  const fault =
    'no commit here defines this version as it was trained (are its tags here?), so what to join is not known';
  return [...views].flatMap((view): PlannedView[] => {
    if (current.views.get(view)?.online !== true) return [];
    const features = inputs.filter((name) => name.startsWith(`${view}:`)).map((name) => name.slice(view.length + 1));
    return [{ kind: 'refused', view, features, fault }];
  });
}

/** Those of these definitions that are there and sound. */
async function currentDefinitions(
  tree: Tree,
  views: readonly string[],
  sources: readonly string[],
): Promise<CurrentDefinitions> {
  const side = await treeSide(tree, new Map());
  const paths = [...views.map((name) => pathOf('FeatureView', name)), ...sources.map((name) => pathOf('Source', name))];
  const found = {
    views: new Map<string, FeatureView>(),
    entities: new Map<string, Entity>(),
    sources: new Map<string, Source>(),
  };
  for (const { documents } of (await side.parse([...paths, pathOf('Entity', '')])).values()) {
    for (const { kind, value } of documents) {
      if (kind === 'FeatureView') found.views.set(value.name, value);
      if (kind === 'Entity') found.entities.set(value.name, value);
      if (kind === 'Source') found.sources.set(value.name, value);
    }
  }
  return found;
}
