import type { ValidateFunction } from 'ajv/dist/2019.js';
import { isJson, type Json, textOf } from '../json.ts';
import { objectAt, readDescription } from './description.ts';
import { type Operation, Operations } from './operations.ts';
import { Validators } from './validators.ts';
import type { Violation } from './violation.ts';

export interface Sent {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined when there was none; the type says whether it should be read as JSON. */
  readonly body: unknown;
}

/** Compares what goes over the wire with GitHub's description. */
export class Contract {
  readonly operations: Operations;
  readonly #validators: Validators;
  readonly #document: Json;

  constructor() {
    this.#document = readDescription();
    this.operations = new Operations(this.#document);
    this.#validators = new Validators(this.#document);
  }

  request(operation: Operation, sent: Sent): Violation[] {
    const fault = (at: string, message: string): Violation => ({
      side: 'request',
      operation: operation.id,
      at,
      message,
    });
    const known = new Map(
      operation.parameters.map((parameter) => [`${parameter['in']}/${parameter['name']}`, parameter]),
    );
    const found: Violation[] = [];
    const check = (where: string, name: string, text: string): void => {
      const parameter = known.get(`${where}/${name}`);
      if (parameter === undefined) found.push(fault(`${where}/${name}`, 'GitHub knows no such parameter'));
      else
        found.push(...this.#parameter(operation, parameter, text).map((message) => fault(`${where}/${name}`, message)));
    };
    for (const [name, value] of Object.entries(sent.params)) check('path', name, value);
    for (const [name, value] of sent.query) check('query', name, value);
    for (const { at, message } of this.#body(operation, sent.body)) found.push(fault(at, message));
    return found;
  }

  answer(operation: Operation, status: number, body: unknown): Violation[] {
    const fault = (at: string, message: string): Violation => ({
      side: 'answer',
      operation: operation.id,
      at,
      message,
    });
    const described = objectAt(operation.description, 'responses')[String(status)];
    if (described === undefined && status < 400) return [fault('status', `${status} is not described`)];
    const pointer =
      described === undefined ? '/components/responses/not_found' : `${operation.pointer}/responses/${status}`;
    const schema = this.#schemaPointer(pointer);
    if (schema === undefined || body === undefined) return [];
    return failures(this.#validators.at(schema), body).map(({ at, message }) => fault(`body${at}`, message));
  }

  webhook(event: string, action: string | undefined, payload: Json): Violation[] {
    const name = [event, action]
      .filter((part) => part !== undefined)
      .join('-')
      .replaceAll('_', '-');
    const key = event === 'repository_dispatch' ? 'repository-dispatch-sample.collected' : name;
    const fault = (at: string, message: string): Violation => ({ side: 'webhook', operation: name, at, message });
    if (objectAt(this.#document, 'x-webhooks')[key] === undefined)
      return [fault('event', 'GitHub sends no such event')];
    const body = `/x-webhooks/${key}/post/requestBody/content/application~1json/schema`;
    const checked = event === 'repository_dispatch' ? { ...payload, action: 'sample.collected' } : payload;
    return failures(this.#validators.at(body), checked).map(({ at, message }) => fault(`body${at}`, message));
  }

  #body(operation: Operation, body: unknown): Failure[] {
    const content = objectAt(operation.description, 'requestBody', 'content');
    if (!isJson(content['application/json'])) {
      const empty = body === undefined || (isJson(body) && Object.keys(body).length === 0);
      return empty || Object.keys(content).length > 0 ? [] : [{ at: 'body', message: 'GitHub takes no body here' }];
    }
    if (body === undefined && operation.description['requestBody'] !== undefined) {
      const required = objectAt(operation.description, 'requestBody')['required'] === true;
      return required ? [{ at: 'body', message: 'is missing' }] : [];
    }
    const validate = this.#validators.strictAt(`${operation.pointer}/requestBody/content/application~1json/schema`);
    return failures(validate, body).map(({ at, message }) => ({ at: `body${at}`, message }));
  }

  #parameter(operation: Operation, parameter: Json, text: string): string[] {
    const schema = objectAt(parameter, 'schema');
    const key = `${operation.id} ${parameter['in']} ${parameter['name']}`;
    const value = schema['type'] === 'array' ? text.split(',') : text;
    return failures(this.#validators.parameter(key, schema), { value }).map((failure) => failure.message);
  }

  #schemaPointer(pointer: string): string | undefined {
    const parts = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const node = objectAt(this.#document, ...parts);
    const reference = textOf(node['$ref']);
    if (reference !== undefined) return this.#schemaPointer(reference.split('#')[1] ?? '');
    const type = Object.keys(objectAt(node, 'content')).find((name) => name.includes('json'));
    return type === undefined ? undefined : `${pointer}/content/${type.replaceAll('/', '~1')}/schema`;
  }
}

interface Failure {
  readonly at: string;
  readonly message: string;
}

/** What a person would say is wrong: the branches of a choice that weren't meant are left out. */
function failures(validate: ValidateFunction, value: unknown): Failure[] {
  if (validate(value) === true) return [];
  const errors = validate.errors ?? [];
  const telling = errors.filter(({ keyword, message }) => !choices.has(keyword) && message !== 'must be null');
  const kept = telling.length > 0 ? telling.slice(-1) : errors.slice(-1);
  return kept.map((error) => {
    const name = textOf(objectAt(error.params)['unevaluatedProperty']);
    const message = name === undefined ? (error.message ?? 'is wrong') : `GitHub knows no name "${name}" here`;
    return { at: error.instancePath, message };
  });
}

const choices = new Set(['anyOf', 'oneOf', 'allOf', 'if', '$ref']);
