import type { Document, DocumentOf, Kind, ValueOf } from '../definitions/document.ts';
import { pathOf } from '../definitions/place.ts';
import type { Fault } from '../errors.ts';
import type { ModelDefinitions } from './model-reads.ts';
import type { ParsedFile, TreeSide } from './tree-side.ts';
import { usedFeatures } from './used-features.ts';

/** The definition files that some models read, and nothing else of the tree. */
export interface ModelClosure {
  readonly definitions: ModelDefinitions;
  readonly documents: readonly Document[];
  /** Faults by file. */
  readonly faults: ReadonlyMap<string, readonly Fault[]>;
  /** Definition files that a model reads, those with faults included. */
  filesOf(model: string): ReadonlySet<string>;
  /** Finds the document behind a definition, for places in its file. */
  document<K extends Kind>(kind: K, name: string): DocumentOf<K> | undefined;
}

/** Parses, stage by stage, what `models` name: their own two files, then views, then sources, locks and entities. */
export async function readClosure(side: TreeSide, models: readonly string[]): Promise<ModelClosure> {
  const files = new Map<string, ParsedFile>();
  const byKey = new Map<string, Document>();
  const stage = async (paths: Iterable<string>): Promise<void> => {
    for (const [path, file] of await side.parse(paths)) {
      files.set(path, file);
      for (const document of file.documents) byKey.set(`${document.kind} ${nameOf(document)}`, document);
    }
  };
  // The kind is part of the key, so the document is of that kind.
  const document = <K extends Kind>(kind: K, name: string) => byKey.get(`${kind} ${name}`) as DocumentOf<K> | undefined;
  await stage(['aval.yaml', 'entities.yaml', ...models.flatMap((m) => [pathOf('Model', m), pathOf('Gates', m)])]);
  const viewsOf = (m: string): string[] => {
    const model = document('Model', m)?.value;
    return model === undefined ? [] : [...usedFeatures(model).keys()];
  };
  await stage(new Set(models.flatMap(viewsOf).map((view) => pathOf('FeatureView', view))));
  const sourcesOf = (m: string): string[] => [
    ...viewsOf(m).flatMap((view) => document('FeatureView', view)?.value.source ?? []),
    ...[document('Gates', m)?.value.data.spine].filter((spine) => spine !== undefined),
  ];
  await stage(new Set(models.flatMap(sourcesOf).flatMap((s) => [pathOf('Source', s), pathOf('SourceLock', s)])));
  const documents = [...files.values()].flatMap((file) => file.documents);
  return {
    definitions: definitionsOf(documents),
    documents,
    faults: new Map([...files].filter(([, file]) => file.faults.length > 0).map(([path, file]) => [path, file.faults])),
    filesOf: (m) =>
      new Set([
        'entities.yaml',
        pathOf('Model', m),
        pathOf('Gates', m),
        ...viewsOf(m).map((view) => pathOf('FeatureView', view)),
        ...sourcesOf(m).flatMap((s) => [pathOf('Source', s), pathOf('SourceLock', s)]),
      ]),
    document,
  };
}

function nameOf({ value }: Document): string {
  return 'name' in value ? value.name : 'source' in value ? value.source : value.model;
}

function definitionsOf(documents: readonly Document[]): ModelDefinitions {
  const of = <K extends Kind>(kind: K): ReadonlyMap<string, ValueOf[K]> =>
    // Filtered by kind on the same line.
    new Map(documents.filter((d) => d.kind === kind).map((d) => [nameOf(d), d.value as ValueOf[K]]));
  return {
    entities: of('Entity'),
    sources: of('Source'),
    locks: of('SourceLock'),
    views: of('FeatureView'),
    models: of('Model'),
    gates: of('Gates'),
  };
}
