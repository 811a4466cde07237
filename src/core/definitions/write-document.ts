import { isMap, isScalar, type Pair, parseDocument } from 'yaml';
import type { Deployment } from './schema/gates.ts';
import type { SourceLock } from './schema/source.ts';

/** What aval itself writes; people write all other kinds. */
type Written = SourceLock | Deployment;

const schemaFile: Record<Written['kind'], string> = { SourceLock: 'source-lock', Deployment: 'deployment' };

/** Texts that YAML could read as numbers or times. */
const quoted = new Set(['version', 'until']);

/**
 * The text of a document that aval writes, for the file `path` of the repository. In a text that stands there only what differs is
 * replaced: comments, spacing and the order of keys stay. A text that is no flat YAML map is replaced whole.
 */
export function documentText(path: string, value: Written, standing: string | undefined): string {
  const document = parseDocument(standing ?? '');
  const fields = new Map(Object.entries(value));
  if (standing === undefined || document.errors.length > 0 || !isMap(document.contents)) {
    return [header(value.kind, path), ...[...fields].map(line)].join('');
  }
  let text = standing;
  // From the end, so that places before an edit stay true.
  for (const pair of [...document.contents.items].reverse()) {
    const place = placeOf(pair);
    if (place === undefined) return documentText(path, value, undefined);
    const item = fields.get(place.key);
    if (item === undefined) text = text.slice(0, place.start) + text.slice(place.end);
    else if (item !== place.value) text = text.slice(0, place.from) + scalar(place.key, item) + text.slice(place.to);
  }
  const known = new Set(Object.keys(document.toJS()));
  const added = [...fields].filter(([key]) => !known.has(key)).map(line);
  return added.length === 0 ? text : `${text.trimEnd()}\n${added.join('')}`;
}

/** A pair of plain scalars: `start` to `end` is all of it, `from` to `to` its value. */
function placeOf({ key, value }: Pair) {
  if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) return undefined;
  const [from, to, end] = value.range;
  return { key: String(key.value), value: value.value, start: key.range[0], from, to, end };
}

function header(kind: Written['kind'], path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}node_modules/aval/schemas/${schemaFile[kind]}.schema.json\n`;
}

function line([key, item]: readonly [string, unknown]): string {
  return `${key}: ${scalar(key, item)}\n`;
}

function scalar(key: string, item: unknown): string {
  return quoted.has(key) ? JSON.stringify(item) : String(item);
}
