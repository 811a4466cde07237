import { pathOf, placeOf } from '../definitions/place.ts';
import { sharedChanges } from './shared-changes.ts';
import { mentionsFeature, mentionsName, mentionsPath, pathTokens } from './text-references.ts';
import type { TreeSide } from './tree-side.ts';

/** Paths that one side has and the other has not, or has with other bytes. */
export function changedPaths(base: TreeSide, head: TreeSide): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [path, entry] of head.entries) {
    const old = base.entries.get(path);
    if (old?.id !== entry.id || old.mode !== entry.mode) changed.add(path);
  }
  for (const path of base.entries.keys()) if (!head.entries.has(path)) changed.add(path);
  return changed;
}

/**
 * Models of head that the change can reach: more may be named than are, never fewer. Reads text, and parses only
 * shared files that changed.
 */
export async function reachedModels(
  base: TreeSide,
  head: TreeSide,
  changed: ReadonlySet<string>,
  models: readonly string[],
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  for (const path of changed) {
    const [folder, model] = path.split('/');
    if (folder === 'models' && model !== undefined) reached.add(model);
  }
  const loose = pathTokens([...changed].filter((path) => placeOf(path) === undefined));
  const { sources, views, features } = await sharedChanges(base, head, changed, loose);
  const rest = models.filter((model) => !reached.has(model));
  const uses = (text: string): boolean =>
    mentionsFeature(text, features, views) || (text.includes('command') && mentionsPath(text, loose));
  const passes: [string[], (text: string) => boolean][] = [];
  if (features.size + views.size + loose.size > 0) passes.push([rest.map((m) => pathOf('Model', m)), uses]);
  if (sources.size > 0) passes.push([rest.map((m) => pathOf('Gates', m)), (text) => mentionsName(text, sources)]);
  for (const [paths, test] of passes) {
    for (const [path, bytes] of await head.tree.read(paths)) {
      if (test(Buffer.from(bytes).toString('utf8'))) reached.add(path.split('/')[1] ?? '');
    }
  }
  return reached;
}
