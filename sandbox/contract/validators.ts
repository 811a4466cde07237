import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { isJson, type Json } from '../json.ts';
import { descriptionId, objectAt } from './description.ts';
import { relaxFormats } from './relaxed-formats.ts';

/** Compiles the description's schemas when they are first needed. */
export class Validators {
  readonly #ajv: Ajv2019;
  readonly #coercing: Ajv2019;
  readonly #document: Json;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Json) {
    this.#document = document;
    this.#ajv = ajvOver(document, false);
    this.#coercing = ajvOver(document, true);
  }

  /** What stands at a JSON pointer, as it is described. */
  at(pointer: string): ValidateFunction {
    return this.#once(pointer, () => this.#ajv.compile({ $ref: `${descriptionId}#${encodeURI(pointer)}` }));
  }

  /** The same, but a name that is not described is an error, at every depth. */
  strictAt(pointer: string): ValidateFunction {
    return this.#once(`strict ${pointer}`, () => {
      const parts = pointer.split('/').slice(1);
      const schema = objectAt(this.#document, ...parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')));
      return this.#ajv.compile(closed(this.#document, schema));
    });
  }

  /** A path or query parameter: text that becomes what its schema asks for. */
  parameter(key: string, schema: Json): ValidateFunction {
    return this.#once(`parameter ${key}`, () =>
      this.#coercing.compile({ type: 'object', properties: { value: schema } }),
    );
  }

  #once(key: string, compile: () => ValidateFunction): ValidateFunction {
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const made = compile();
    this.#compiled.set(key, made);
    return made;
  }
}

function ajvOver(document: Json, coerceTypes: boolean): Ajv2019 {
  const options = { strict: false, logger: false, validateSchema: false, inlineRefs: false, coerceTypes } as const;
  const ajv = new Ajv2019({ ...options, addUsedSchema: false, allErrors: false });
  addFormats.default(ajv);
  relaxFormats(ajv);
  ajv.addSchema(document, descriptionId);
  return ajv;
}

/** A copy in which every object with named properties refuses other names; references are followed. */
function closed(document: Json, node: unknown, part = false, depth = 0): Json {
  if (!isJson(node) || depth > 20) return {};
  const reference = node['$ref'];
  if (typeof reference === 'string')
    return closed(document, objectAt(document, ...(reference.split('#/')[1] ?? '').split('/')), part, depth + 1);
  const copy: Json = { ...node };
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const list = node[key];
    if (Array.isArray(list)) copy[key] = list.map((item) => closed(document, item, true, depth + 1));
  }
  const properties = objectAt(node, 'properties');
  if (isJson(node['properties']))
    copy['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, closed(document, schema, false, depth + 1)]),
    );
  if (isJson(node['items'])) copy['items'] = closed(document, node['items'], false, depth + 1);
  if (!part && namesProperties(copy) && node['additionalProperties'] === undefined)
    copy['unevaluatedProperties'] = false;
  return copy;
}

function namesProperties(node: Json): boolean {
  if (isJson(node['properties'])) return true;
  return ['allOf', 'anyOf', 'oneOf'].some((key) => {
    const list = node[key];
    return Array.isArray(list) && list.some((item) => isJson(item) && namesProperties(item));
  });
}
