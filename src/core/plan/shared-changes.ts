import { pathOf, placeOf } from '../definitions/place.ts';
import { canonicalJson } from '../digest.ts';
import { entityPart, sourcePart, viewPart } from './definition-parts.ts';
import { isRepositoryFile } from './source-pin.ts';
import { mentionsName, mentionsPath } from './text-references.ts';
import type { ParsedFile, TreeSide } from './tree-side.ts';

/** Shared things that a change touches in a way that can reach a model. */
export interface SharedChanges {
  readonly sources: ReadonlySet<string>;
  /** Views of which every feature is touched. */
  readonly views: ReadonlySet<string>;
  /** Single features, `view:feature`. */
  readonly features: ReadonlySet<string>;
}

/**
 * Follows changed files to sources, entities and features. Only what changed, and what mentions it, is parsed.
 * `loose` are pieces of changed paths that are no definitions: data files among them.
 */
export async function sharedChanges(
  base: TreeSide,
  head: TreeSide,
  changed: ReadonlySet<string>,
  loose: ReadonlySet<string>,
): Promise<SharedChanges> {
  const sources = await changedSources(base, head, changed, loose);
  const entities = changed.has('entities.yaml') ? await changedEntities(base, head) : new Set<string>();
  const names = new Set([...sources, ...entities]);
  const paths = new Set([...changed].filter((path) => placeOf(path)?.kind === 'FeatureView'));
  if (names.size > 0) await addMentions(head, 'features/', (text) => mentionsName(text, names), paths);
  const views = new Set<string>();
  const features = new Set<string>();
  const [before, after] = [await base.parse(paths), await head.parse(paths)];
  for (const path of paths) {
    const name = path.slice('features/'.length, -'.yaml'.length);
    const [old, now] = [viewOf(before.get(path)), viewOf(after.get(path))];
    const sides = [old, now];
    if (!old || !now || sides.some((view) => view && (sources.has(view.source) || entities.has(view.entity)))) {
      views.add(name);
      continue;
    }
    const all = sides.flatMap((view) => (view ? [...Object.keys(view.features), ...Object.keys(view.aggregate)] : []));
    for (const feature of new Set(all)) {
      const used = new Set([feature]);
      if (!same(viewPart(old, used), viewPart(now, used))) features.add(`${name}:${feature}`);
    }
  }
  return { sources, views, features };
}

async function changedSources(
  base: TreeSide,
  head: TreeSide,
  changed: ReadonlySet<string>,
  loose: ReadonlySet<string>,
): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const path of changed) {
    const place = placeOf(path);
    if (place?.kind === 'Source') paths.add(path);
    if (place?.kind === 'SourceLock' && place.identity) paths.add(pathOf('Source', place.identity.value));
  }
  if (loose.size > 0) await addMentions(head, 'sources/', (text) => mentionsPath(text, loose), paths);
  const names = [...paths].map((path) => path.slice('sources/'.length, -'.yaml'.length));
  const files = names.flatMap((name) => [pathOf('Source', name), pathOf('SourceLock', name)]);
  const [before, after] = [await base.parse(files), await head.parse(files)];
  const differs = (name: string): boolean => {
    const [old, now] = [sourceState(base, before, name), sourceState(head, after, name)];
    return old === undefined || now === undefined || !same(old, now);
  };
  return new Set(names.filter(differs));
}

/** Everything of a source that can reach a model; undefined where it can't be read. */
function sourceState(side: TreeSide, files: ReadonlyMap<string, ParsedFile>, name: string): unknown {
  const [document] = files.get(pathOf('Source', name))?.documents ?? [];
  const lock = files.get(pathOf('SourceLock', name));
  if (document?.kind !== 'Source' || (lock?.faults.length ?? 0) > 0) return undefined;
  const [locked] = lock?.documents ?? [];
  const { digest, until } = locked?.kind === 'SourceLock' ? locked.value : {};
  const source = document.value;
  const bytes = isRepositoryFile(source) ? side.entries.get(source.uri)?.id : digest;
  return [sourcePart(source), bytes ?? null, until ?? null];
}

async function changedEntities(base: TreeSide, head: TreeSide): Promise<Set<string>> {
  const [old, now] = [await entities(base), await entities(head)];
  return new Set([...old.keys(), ...now.keys()].filter((name) => old.get(name) !== now.get(name)));
}

async function entities(side: TreeSide): Promise<Map<string, string>> {
  const file = (await side.parse(['entities.yaml'])).get('entities.yaml');
  const documents = file?.documents ?? [];
  return new Map(
    documents.flatMap((d) => (d.kind === 'Entity' ? [[d.value.name, canonicalJson(entityPart(d.value))]] : [])),
  );
}

/** Adds the files under a folder whose text passes. Both sides agree on files that did not change, so one side is read. */
async function addMentions(
  side: TreeSide,
  folder: string,
  mentions: (text: string) => boolean,
  to: Set<string>,
): Promise<void> {
  const paths = [...side.entries.keys()].filter((path) => path.startsWith(folder) && placeOf(path) && !to.has(path));
  for (const [path, bytes] of await side.tree.read(paths)) {
    const source = path.replace(/\.lock\.yaml$/, '.yaml');
    if (mentions(Buffer.from(bytes).toString('utf8'))) to.add(source);
  }
}

function viewOf(file: ParsedFile | undefined) {
  const [document] = file?.documents ?? [];
  return document?.kind === 'FeatureView' ? document.value : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
