import { isMap, isScalar, parseDocument, Scalar } from 'yaml';
import type { Deployment } from './schema/gates.ts';
import type { SourceLock } from './schema/source.ts';

/** What aval itself writes; people write all other kinds. */
type Written = SourceLock | Deployment;

const schemaFile: Record<Written['kind'], string> = { SourceLock: 'source-lock', Deployment: 'deployment' };

/** Texts that YAML could read as numbers or times. */
const quoted = new Set(['version', 'until']);

/**
 * The text of a document that aval writes, for the file `path` of the repository. Of a text that stands there, comments and the
 * order of keys stay, and keys that the value lacks go; a text that is no YAML map is replaced.
 */
export function documentText(path: string, value: Written, standing: string | undefined): string {
  const document = parseDocument(standing ?? '');
  const fields = Object.entries(value);
  if (document.errors.length > 0 || !isMap(document.contents)) return freshText(value.kind, path, fields);
  for (const key of Object.keys(document.toJS())) if (!(key in value)) document.delete(key);
  for (const [key, item] of fields) {
    const node = document.get(key, true);
    if (isScalar(node)) node.value = item;
    else document.set(key, scalar(key, item));
  }
  return document.toString({ lineWidth: 0 });
}

function freshText(kind: Written['kind'], path: string, fields: readonly (readonly [string, unknown])[]): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const header = `# yaml-language-server: $schema=${up}node_modules/aval/schemas/${schemaFile[kind]}.schema.json`;
  const lines = fields.map(([key, item]) => `${key}: ${quoted.has(key) ? JSON.stringify(item) : item}`);
  return `${[header, ...lines].join('\n')}\n`;
}

function scalar(key: string, item: unknown): Scalar {
  const node = new Scalar(item);
  if (quoted.has(key)) node.type = Scalar.QUOTE_DOUBLE;
  return node;
}
