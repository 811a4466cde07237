import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** One place in a value where a field of its schema is written. */
export interface FieldPlace {
  /** `environments[].require.evidence`, `columns.<name>.type`. */
  readonly field: string;
  readonly pointer: readonly (string | number)[];
  readonly value: unknown;
}

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
}

/** Every field that a schema has: what is no object, record or list of those. */
export function fieldsOf(schema: JsonSchema, field = ''): ReadonlySet<string> {
  if (isToldElsewhere(schema)) return new Set([field]);
  const found = new Set<string>();
  const inner = innerSchemas(schema, field);
  if (inner.length === 0) found.add(field);
  for (const part of inner) for (const name of fieldsOf(part.schema, part.field)) found.add(name);
  return found;
}

/** The fields that a value writes. */
export function placesOf(
  schema: JsonSchema,
  value: unknown,
  field = '',
  pointer: FieldPlace['pointer'] = [],
): FieldPlace[] {
  if (isToldElsewhere(schema)) return [{ field, pointer, value }];
  const variants = variantsOf(schema);
  if (variants.length > 0) {
    const fitting = variants.find((variant) => fits(variant, value));
    if (fitting !== undefined) return placesOf(fitting, value, field, pointer);
  }
  if (Array.isArray(value) && isStructured(itemsOf(schema)))
    return value.flatMap((item, i) => placesOf(itemsOf(schema) ?? {}, item, `${field}[]`, [...pointer, i]));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ field, pointer, value }];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = schema.properties?.[key] as JsonSchema | undefined; // as above
    const rest = schema.additionalProperties as JsonSchema | undefined; // as above
    const name = own === undefined ? '<name>' : key;
    return placesOf(own ?? rest ?? {}, item, join(field, name), [...pointer, key]);
  });
}

function innerSchemas(schema: JsonSchema, field: string): { schema: JsonSchema; field: string }[] {
  const variants = variantsOf(schema);
  if (variants.some(isStructured)) return variants.map((variant) => ({ schema: variant, field }));
  const items = itemsOf(schema);
  if (isStructured(items)) return [{ schema: items ?? {}, field: `${field}[]` }];
  const own = Object.entries(schema.properties ?? {}).map(([key, value]) => ({
    schema: value as JsonSchema, // as above
    field: join(field, key),
  }));
  const rest = schema.additionalProperties;
  return typeof rest === 'object' ? [...own, { schema: rest as JsonSchema, field: join(field, '<name>') }] : own;
}

/** The forms that a value may have, of choices within a choice, too. */
function variantsOf(schema: JsonSchema): readonly JsonSchema[] {
  const own = ((schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined) ?? []; // objects in what zod emits
  return own.flatMap((variant) => {
    const inner = variantsOf(variant);
    return inner.length > 0 ? inner : [variant];
  });
}

/** A list whose items are those of another field, which the page tells already. */
function isToldElsewhere(schema: JsonSchema): boolean {
  return 'sameAs' in schema;
}

function itemsOf(schema: JsonSchema): JsonSchema | undefined {
  return typeof schema.items === 'object' && !Array.isArray(schema.items) ? (schema.items as JsonSchema) : undefined;
}

/** Whether fields lie within: an object, a record, a list of them, or a choice with one. */
function isStructured(schema: JsonSchema | undefined): boolean {
  if (schema === undefined) return false;
  const variants = variantsOf(schema);
  return schema.type === 'object' || isStructured(itemsOf(schema)) || variants.some(isStructured);
}

function fits(schema: JsonSchema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return schema.type !== 'object';
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>; // as above
  return Object.entries(value).every(([key, item]) => {
    const own = properties[key];
    if (own === undefined) return typeof schema.additionalProperties === 'object';
    return (
      (own.const === undefined || own.const === item) && (own.enum === undefined || own.enum.includes(item as string))
    );
  });
}

function join(field: string, key: string): string {
  return field === '' ? key : `${field}.${key}`;
}
