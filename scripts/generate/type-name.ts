import * as z from 'zod';
import { definitionOf, unwrap } from '../../src/core/definitions/schema-faults/schema-shape.ts';

/** A type in the words of the reference page: `text`, `number above 0, below 1`, `list of …`, `"a" or "b"`. */
export function typeName(schema: z.core.$ZodType): string {
  const inner = unwrap(schema);
  const definition = definitionOf(inner);
  switch (definition.type) {
    case 'string':
      return withLimits('text', inner);
    case 'number':
      return withLimits(z.toJSONSchema(inner).type === 'integer' ? 'whole number' : 'number', inner);
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'enum':
      return oneOf(Object.values(definition.entries));
    case 'literal':
      return oneOf(definition.values);
    case 'array':
      return `list of ${typeName(definition.element)}`;
    case 'tuple':
      return `list of ${definition.items.map(typeName).join(', ')}`;
    case 'record':
      return `map of ${typeName(definition.valueType)}`;
    case 'union':
      return [...new Set(definition.options.map(typeName))].join(' or ');
    case 'lazy':
      return 'any value';
    default:
      return 'map';
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => `\`${String(value)}\``).join(', ');
}

function withLimits(word: string, schema: z.core.$ZodType): string {
  const limits = z.toJSONSchema(schema);
  if (limits.pattern !== undefined || limits.format !== undefined) return ownWords(schema);
  const isText = limits.type === 'string';
  const least = isText ? limits.minLength : limits.minimum;
  const most = isText ? limits.maxLength : limits.maximum;
  const words = [
    limits.exclusiveMinimum !== undefined && `above ${limits.exclusiveMinimum}`,
    least !== undefined && !(isText && least === 1) && Math.abs(least) < Number.MAX_SAFE_INTEGER && `from ${least}`,
    limits.exclusiveMaximum !== undefined && `below ${limits.exclusiveMaximum}`,
    most !== undefined && most < Number.MAX_SAFE_INTEGER && `to ${most}`,
  ].filter((limit) => typeof limit === 'string');
  return [word, ...words].join(' ') + (isText && words.length > 0 ? ' characters' : '');
}

/** What a schema with a pattern says when it refuses: `a duration like "3h" or "7d"`. */
function ownWords(schema: z.core.$ZodType): string {
  const refused = z.safeParse(schema, '\0\0');
  return refused.error?.issues[0]?.message ?? 'text';
}
