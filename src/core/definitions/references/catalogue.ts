import type { Document, DocumentOf, Kind } from '../document.ts';

type ByName<K extends Kind> = ReadonlyMap<string, DocumentOf<K>>;

/** Sound documents by name, to check references against; the first of equal names counts. */
export interface Catalogue {
  readonly project: DocumentOf<'Project'> | undefined;
  readonly entities: readonly DocumentOf<'Entity'>[];
  readonly entity: ByName<'Entity'>;
  readonly source: ByName<'Source'>;
  readonly lock: ByName<'SourceLock'>;
  readonly view: ByName<'FeatureView'>;
  readonly model: ByName<'Model'>;
  readonly gates: ByName<'Gates'>;
  readonly deployments: readonly DocumentOf<'Deployment'>[];
  /** All paths of the tree. */
  readonly files: ReadonlySet<string>;
}

export function catalogueOf(documents: readonly Document[], files: ReadonlySet<string>): Catalogue {
  const entities = ofKind(documents, 'Entity');
  return {
    project: ofKind(documents, 'Project')[0],
    entities,
    entity: byName(entities, (value) => value.name),
    source: byName(ofKind(documents, 'Source'), (value) => value.name),
    lock: byName(ofKind(documents, 'SourceLock'), (value) => value.source),
    view: byName(ofKind(documents, 'FeatureView'), (value) => value.name),
    model: byName(ofKind(documents, 'Model'), (value) => value.name),
    gates: byName(ofKind(documents, 'Gates'), (value) => value.model),
    deployments: ofKind(documents, 'Deployment'),
    files,
  };
}

function ofKind<K extends Kind>(documents: readonly Document[], kind: K): readonly DocumentOf<K>[] {
  return documents.filter((document): document is Document & DocumentOf<K> => document.kind === kind);
}

function byName<K extends Kind>(
  documents: readonly DocumentOf<K>[],
  nameOf: (value: DocumentOf<K>['value']) => string,
): ByName<K> {
  const result = new Map<string, DocumentOf<K>>();
  for (const document of documents) {
    const name = nameOf(document.value);
    if (!result.has(name)) result.set(name, document);
  }
  return result;
}
