import { stringify } from 'yaml';
import * as z from 'zod';
import type { Kind, Pointer } from '../../../../src/core/definitions/document.ts';
import { parseFile } from '../../../../src/core/definitions/parse.ts';
import { pathOf } from '../../../../src/core/definitions/place.ts';
import { definitionOf } from '../../../../src/core/definitions/schema-faults/schema-shape.ts';
import { kinds, schemas } from '../../../../src/core/definitions/schemas.ts';
import type { Fault } from '../../../../src/core/errors.ts';
import { badValues } from './bad-values.ts';
import { validSample } from './valid-sample.ts';

type Schema = z.core.$ZodType;

/** One value that one key refuses, in an otherwise sound document, and what the parser says about it. */
export interface KeyCase {
  readonly kind: Kind;
  readonly key: string;
  /** The bad value as YAML. */
  readonly written: string;
  readonly faults: readonly Fault[];
  readonly fault: Fault | undefined;
}

/** A bad value for every rule of every key of every kind, found by walking the schemas. */
export function keyCases(): readonly KeyCase[] {
  return kinds.flatMap((kind) => [...casesOf(kind, schemas[kind], [], (value) => value)]);
}

type Embed = (value: unknown) => unknown;

/** `embed` puts a value at `pointer` into a sound document. */
function* casesOf(kind: Kind, schema: Schema, pointer: Pointer, embed: Embed): Generator<KeyCase> {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object': {
      const sample = validSample(schema) as Record<string, unknown>; // of an object
      for (const [key, child] of Object.entries(definition.shape)) {
        if (pointer.length === 0 && key === 'kind') continue; // it chooses the schema
        const inner: Embed = (value) => embed({ ...withoutRival(sample, key), [key]: value });
        const at = [...pointer, key];
        for (const bad of badValues(child)) yield caseOf(kind, at, bad, inner(bad));
        yield* casesOf(kind, child, at, inner);
      }
      return;
    }
    case 'array': {
      const [, ...others] = validSample(schema) as unknown[]; // of a list
      const first: Embed = (value) => embed([value, ...others]);
      for (const bad of badValues(definition.element)) yield caseOf(kind, [...pointer, 0], bad, first(bad));
      if (z.globalRegistry.get(schema)?.['sameAs'] !== undefined) return; // its items are those of another key
      return yield* casesOf(kind, definition.element, [...pointer, 0], first);
    }
    case 'record':
      for (const bad of badValues(definition.valueType)) yield caseOf(kind, [...pointer, 'a'], bad, embed({ a: bad }));
      return yield* casesOf(kind, definition.valueType, [...pointer, 'a'], (value) => embed({ a: value }));
    case 'union':
      for (const option of definition.options) yield* casesOf(kind, option, pointer, embed);
      return;
    case 'optional':
    case 'default':
    case 'prefault':
      return yield* casesOf(kind, definition.innerType, pointer, embed);
    default:
  }
}

/** A binary label has either "positive" or "above". */
function withoutRival({ positive, ...others }: Record<string, unknown>, key: string): Record<string, unknown> {
  return positive === undefined || key === 'above' ? others : { ...others, positive };
}

function caseOf(kind: Kind, pointer: Pointer, bad: unknown, document: unknown): KeyCase {
  const path = pathOf(kind, 'a', 'a');
  const { faults } = parseFile(path, new TextEncoder().encode(stringify(document, { lineWidth: 0 })));
  const key = pointer.map((step, i) => (typeof step === 'number' ? '[]' : i === 0 ? step : `.${step}`)).join('');
  const text = stringify(bad, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  const written = text.length > 40 ? `${text.slice(0, 20)}… (${text.length} characters)` : text;
  return { kind, key, written, faults, fault: faults[0] };
}
