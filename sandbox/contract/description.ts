import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isJson, type Json } from '../json.ts';

export const descriptionId = 'github';

/**
 * GitHub's published OpenAPI 3.0 description, in JSON Schema's words: `nullable` and boolean exclusive bounds are rewritten, and
 * every `$ref` names this document.
 */
export function readDescription(): Json {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  convert(document);
  mend(objectAt(document));
  return objectAt(document);
}

/** In this one list an installation's account would have to be a user and an enterprise at once; its component says either. */
function mend(document: Json): void {
  const answer = objectAt(
    document,
    'paths',
    '/app/installations',
    'get',
    'responses',
    '200',
    'content',
    'application/json',
  );
  const properties = objectAt(answer, 'schema', 'items', 'properties');
  properties['account'] = objectAt(document, 'components', 'schemas', 'installation', 'properties')['account'];
}

export function objectAt(value: unknown, ...path: readonly string[]): Json {
  let current = value;
  for (const key of path) current = isJson(current) ? current[key] : undefined;
  return isJson(current) ? current : {};
}

function convert(node: unknown): void {
  if (Array.isArray(node)) for (const item of node) convert(item);
  if (!isJson(node)) return;
  const reference = node['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#/')) node['$ref'] = `${descriptionId}${reference}`;
  for (const [key, value] of Object.entries(node)) if (key !== 'example' && key !== 'examples') convert(value);
  bounds(node, 'exclusiveMinimum', 'minimum');
  bounds(node, 'exclusiveMaximum', 'maximum');
  if (node['nullable'] === true) allowNull(node);
}

function bounds(node: Json, exclusive: string, inclusive: string): void {
  if (typeof node[exclusive] !== 'boolean') return;
  if (node[exclusive] === true) node[exclusive] = node[inclusive];
  else delete node[exclusive];
}

function allowNull(node: Json): void {
  delete node['nullable'];
  const schema = { ...node };
  for (const key of Object.keys(node)) delete node[key];
  node['anyOf'] = [{ type: 'null' }, schema];
}
