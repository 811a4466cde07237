import * as z from 'zod';
import { definitionOf } from '../../../../src/core/definitions/schema-faults/schema-shape.ts';

type Schema = z.core.$ZodType;

/** Candidates for text and numbers; a sample is the first that its schema accepts. */
const words = [
  'a',
  'a:b',
  '7d',
  '1.0.0',
  `sha256:${'0'.repeat(64)}`,
  '2GB',
  '2%',
  '20ms',
  '1 of 2',
  '2026-01-01T00:00:00Z',
];
const numbers = [1, 0.5, 2, 2000];

/** The least value that a schema accepts: required keys only. */
export function validSample(schema: Schema): unknown {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'string':
      return accepted(schema, words);
    case 'number':
      return accepted(schema, numbers);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'enum':
      return Object.values(definition.entries)[0];
    case 'literal':
      return definition.values[0];
    case 'array':
      return Array.from({ length: Math.max(1, leastItems(schema)) }, () => validSample(definition.element));
    case 'tuple':
      return definition.items.map(validSample);
    case 'record':
      return { a: validSample(definition.valueType) };
    case 'union':
      return validSample(definition.options[0] as Schema); // a union has options
    case 'optional':
    case 'default':
    case 'prefault':
      return validSample(definition.innerType);
    case 'pipe':
      return validSample(definition.in);
    case 'lazy':
      return 'a';
    case 'object':
      return objectSample(definition.shape);
    default:
      throw new Error(`no sample for a schema of type ${definition.type}`);
  }
}

function objectSample(shape: z.core.$ZodShape): Record<string, unknown> {
  const required = Object.entries(shape).filter(([, child]) => !z.safeParse(child, undefined).success);
  const sample = Object.fromEntries(required.map(([key, child]) => [key, validSample(child)]));
  return 'positive' in shape ? { ...sample, positive: 'a' } : sample; // a binary label has this or "above"
}

function accepted(schema: Schema, candidates: readonly unknown[]): unknown {
  const found = candidates.find((candidate) => z.safeParse(schema, candidate).success);
  if (found === undefined) throw new Error(`no sample fits ${JSON.stringify(z.toJSONSchema(schema))}`);
  return found;
}

/** Items that a list has at least. */
function leastItems(schema: Schema): number {
  const checks = schema._zod.def.checks?.map(({ _zod }) => _zod.def) ?? [];
  return Math.max(0, ...checks.map((check) => ('minimum' in check ? Number(check.minimum) : 0)));
}
