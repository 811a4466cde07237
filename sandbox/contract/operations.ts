import { isJson, type Json, objectsOf, textOf } from '../json.ts';
import { objectAt } from './description.ts';

/** One operation of GitHub's description. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly parameters: readonly Json[];
  /** JSON pointer of the operation inside the document. */
  readonly pointer: string;
  readonly description: Json;
}

export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

export class Operations {
  readonly byId = new Map<string, Operation>();
  readonly #byMethod = new Map<string, Operation[]>();

  constructor(document: Json) {
    for (const [path, methods] of Object.entries(objectAt(document, 'paths')))
      for (const [method, description] of Object.entries(objectAt(methods)))
        if (isJson(description)) this.#add(document, path, method, description);
    for (const list of this.#byMethod.values()) list.sort((one, other) => (rank(one.path) < rank(other.path) ? -1 : 1));
  }

  /** The operation behind a path as it was sent (still percent-encoded); the more literal path wins. */
  find(method: string, path: string): Match | undefined {
    for (const operation of this.#byMethod.get(method) ?? []) {
      const found = operation.pattern.exec(path);
      if (found === null) continue;
      const params = operation.names.map((name, index) => [name, decode(found[index + 1] ?? '')] as const);
      return { operation, params: Object.fromEntries(params) };
    }
    return undefined;
  }

  #add(document: Json, path: string, method: string, description: Json): void {
    const id = textOf(description['operationId']);
    if (id === undefined) return;
    const parameters = objectsOf(description['parameters']).map((parameter) => resolve(document, parameter));
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
    const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
    const pattern = patternOf(path, parameters);
    const operation = { id, method: method.toUpperCase(), path, pattern, names, parameters, pointer, description };
    this.byId.set(id, operation);
    const list = this.#byMethod.get(operation.method) ?? [];
    list.push(operation);
    this.#byMethod.set(operation.method, list);
  }
}

/** Sorts literal segments before parameters, segment by segment, and longer paths before shorter ones. */
const rank = (path: string): string =>
  `${path
    .split('/')
    .map((part) => (part.startsWith('{') ? '~' : part))
    .join('/')}/~~`;

/** GitHub's own mark, and the refs that it takes although the description forgot the mark (`releases/tags/{tag}` has it). */
const multiSegment = new Set([
  'path',
  'ref',
  'branch',
  'tag',
  'basehead',
  'tree_sha',
  'environment_name',
  'branch_name',
]);

function patternOf(path: string, parameters: readonly Json[]): RegExp {
  const marked = new Set(parameters.filter((one) => one['x-multi-segment'] === true).map((one) => one['name']));
  const source = path
    .split('/')
    .map((part) => {
      const name = /^\{([^}]+)\}$/.exec(part)?.[1];
      if (name === undefined) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)');
      const integer = parameters.find((one) => one['name'] === name && objectAt(one, 'schema')['type'] === 'integer');
      if (integer !== undefined) return '(\\d+)';
      return marked.has(name) || multiSegment.has(name) ? (name === 'path' ? '(.*)' : '(.+)') : '([^/]+)';
    })
    .join('/');
  return new RegExp(`^${source}$`);
}

function resolve(document: Json, node: Json): Json {
  const reference = textOf(node['$ref']);
  return reference === undefined ? node : objectAt(document, ...(reference.split('#/')[1] ?? '').split('/'));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
