import type { Fault } from '../errors.ts';
import { byPlace } from './by-place.ts';
import type { Document, Kind } from './document.ts';
import { locationOf } from './location.ts';
import { suggestion } from './nearest.ts';
import { type Place, placeOf } from './place.ts';
import { foundOf } from './schema-faults/expected.ts';
import { schemaFaults } from './schema-faults/schema-faults.ts';
import { isKind, kinds, schemas } from './schemas.ts';
import { readYamlFile, type YamlValue } from './yaml-file.ts';

export type { Document } from './document.ts';

/** Faults kept of one file; what is wrong more often than this is wrong in one way. */
const maximumFaults = 100;

/**
 * Reads the documents of one definition file: text, YAML, schema, and that kind and name are those of the path.
 * A file with faults may still yield its sound documents. References are checked elsewhere. Never throws, whatever the bytes.
 */
export function parseFile(
  path: string,
  bytes: Uint8Array,
): { readonly documents: readonly Document[]; readonly faults: readonly Fault[] } {
  const place = placeOf(path);
  const file = readYamlFile(path, bytes);
  if (file.faults.length > 0) return { documents: [], faults: file.faults.slice(0, maximumFaults) };
  const written = file.documents.filter((document) => document.value !== null);
  const [first, second] = written;
  if (!first) return { documents: [], faults: [emptyFault(path, place)] };
  if (second && place?.kind !== 'Entity') {
    const hint = 'Give each document a file of its own; only entities.yaml holds several.';
    const location = second.locate([]);
    return { documents: [], faults: [{ rule: 'file.documents', message: 'a second document', hint, location }] };
  }
  const documents: Document[] = [];
  const faults: Fault[] = [];
  for (const document of written) {
    const read = readDocument(path, place, document);
    if ('document' in read) documents.push(read.document);
    else faults.push(...read.faults);
  }
  return { documents, faults: faults.sort(byPlace).slice(0, maximumFaults) };
}

function emptyFault(path: string, place: Place | undefined): Fault {
  const hint = place
    ? `Expected a ${place.kind}: apiVersion: aval/v1, kind: ${place.kind}, …`
    : 'Expected a definition.';
  return { rule: 'file.empty', message: 'the file is empty', hint, location: locationOf(path, '', 0, 0) };
}

function readDocument(
  path: string,
  place: Place | undefined,
  { value, locate }: YamlValue,
): { document: Document } | { faults: readonly Fault[] } {
  if (typeof value !== 'object' || Array.isArray(value) || value === null) {
    const message = `expected a map of keys and values, found ${foundOf(value)}`;
    return { faults: [{ rule: 'schema.type', message, location: locate([]) }] };
  }
  const kind = 'kind' in value ? value.kind : undefined;
  if (!isKind(kind) || (place && kind !== place.kind)) return { faults: [kindFault(kind, place, locate)] };
  const schema = schemas[kind];
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { faults: schemaFaults(schema, value, parsed.error.issues, locate) };
  const document = { kind, value: parsed.data, path, locate } as Document; // `kind` chose the schema
  const fault = place && identityFault(document, place);
  return fault ? { faults: [fault] } : { document };
}

function kindFault(kind: unknown, place: Place | undefined, locate: YamlValue['locate']): Fault {
  const location = locate(['kind']);
  if (kind === undefined) {
    const hint = place ? `Expected "kind: ${place.kind}".` : `Expected one of ${kinds.join(', ')}.`;
    return { rule: 'schema.missingKey', message: 'missing key "kind"', hint, location };
  }
  if (place && isKind(kind)) {
    const message = `kind: expected "${place.kind}" in this file, found "${kind}"`;
    return { rule: 'place.kind', message, location };
  }
  const known: readonly Kind[] = place ? [place.kind] : kinds;
  const hint = suggestion(String(kind), known, 'Expected');
  return { rule: 'schema.unknownValue', message: `kind: unknown value ${foundOf(kind)}`, hint, location };
}

/** Path and name inside must agree, so that a name finds its file. */
function identityFault(document: Document, place: Place): Fault | undefined {
  const { identity } = place;
  if (!identity) return undefined;
  const found: unknown = (document.value as Partial<Record<typeof identity.key, unknown>>)[identity.key]; // the kind has this key
  if (found === identity.value) return undefined;
  return {
    rule: 'place.name',
    message: `${identity.key}: expected "${identity.value}", as the file's path says, found ${foundOf(found)}`,
    hint: 'Rename the file or change the name.',
    location: document.locate([identity.key]),
  };
}
