import * as z from 'zod';
import { definitionOf, unwrap } from '../../../../src/core/definitions/schema-faults/schema-shape.ts';

/** Values that break each rule a schema has for one value: its type, its limits, its pattern, its choices. */
export function badValues(schema: z.core.$ZodType): readonly unknown[] {
  const inner = unwrap(schema);
  return candidates(inner).filter((value) => !z.safeParse(schema, value).success);
}

function candidates(schema: z.core.$ZodType): readonly unknown[] {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'string':
      return ['', 'Ä ?', '../a', 7, ...tooLong(schema)];
    case 'number':
      return ['many', ...outOfLimits(schema)];
    case 'boolean':
      return ['maybe'];
    case 'enum':
    case 'literal':
      return ['nonsense', 7];
    case 'array':
    case 'tuple':
      return ['nonsense', []];
    case 'union':
      return ['Nonsense?', -7, {}, []];
    default:
      return ['nonsense', ['a']];
  }
}

function tooLong(schema: z.core.$ZodType): readonly string[] {
  const { maxLength } = z.toJSONSchema(schema);
  return maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)];
}

function outOfLimits(schema: z.core.$ZodType): readonly number[] {
  const limits = z.toJSONSchema(schema);
  const number = (limit: unknown) =>
    typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? [limit] : [];
  return [
    ...(limits.type === 'integer' ? [1.5] : []),
    ...number(limits.minimum).map((limit) => limit - 1),
    ...number(limits.maximum).map((limit) => limit + 1),
    ...number(limits.exclusiveMinimum),
    ...number(limits.exclusiveMaximum),
  ];
}
