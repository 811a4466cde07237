import type { Tree } from '../../definitions/definitions.ts';
import { codeDigests } from '../../plan/code-digests.ts';
import { definitionDigest } from '../../plan/definition-digest.ts';
import { readClosure } from '../../plan/model-closure.ts';
import { readModel } from '../../plan/model-reads.ts';
import type { ResolvedModel } from '../../plan/resolved-model.ts';
import { treeSide } from '../../plan/tree-side.ts';
import type { Manifest } from '../../registry/package.ts';

/**
 * The definitions that a package was trained from, out of the first tree that holds them: those whose digest, with the data and the engine that the
 * package names, is the package's definition digest. Undefined where no tree does.
 */
export async function trainedModel(
  manifest: Pick<Manifest, 'model' | 'definition' | 'engine' | 'sources'>,
  trees: readonly Tree[],
): Promise<ResolvedModel | undefined> {
  for (const tree of trees) {
    const resolved = await resolvedAs(manifest, tree);
    if (resolved?.digest === manifest.definition) return resolved;
  }
  return undefined;
}

type Trained = Parameters<typeof trainedModel>[0];

async function resolvedAs(
  { model: name, engine, sources: pins }: Trained,
  tree: Tree,
): Promise<ResolvedModel | undefined> {
  const side = await treeSide(tree, new Map());
  const { definitions } = await readClosure(side, [name]);
  const [model, gates] = [definitions.models.get(name), definitions.gates.get(name)];
  if (model === undefined || gates === undefined) return undefined;
  const { views, entities, sources, faults } = readModel(definitions, model, gates);
  if (faults.length > 0) return undefined;
  const code = await codeDigests(model, tree, side.entries);
  const parts = { model, gates, views, entities, sources, pins: pinsOf(pins), engine, code };
  return { ...parts, digest: definitionDigest(parts) };
}

function pinsOf(sources: Manifest['sources']): ResolvedModel['pins'] {
  return new Map(
    Object.entries(sources).map(([name, { digest, until }]) => [
      name,
      { digest, ...(until !== undefined && { until }) },
    ]),
  );
}
