import type * as z from 'zod';
import type { Pointer } from '../document.ts';

type Schema = z.core.$ZodType;
/** The definition objects of zod's schemas, a discriminated union on `type`. */
type Definition = z.core.$ZodTypes['_zod']['def'];

export function definitionOf(schema: Schema): Definition {
  return (schema as z.core.$ZodTypes)._zod.def; // every schema zod makes is one of $ZodTypes
}

/** The schema under optional, default, prefault, pipes and the like. */
export function unwrap(schema: Schema): Schema {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
      return unwrap(definition.innerType);
    case 'pipe':
      return unwrap(definition.in);
    default:
      return schema;
  }
}

/** All object schemas that may stand at `pointer` in `value`; of a discriminated union only the one chosen. */
export function objectsAt(schema: Schema, pointer: Pointer, value: unknown): readonly z.core.$ZodObject[] {
  const inner = unwrap(schema);
  const definition = definitionOf(inner);
  if (definition.type === 'union') {
    return optionsFor(definition, value).flatMap((option) => objectsAt(option, pointer, value));
  }
  const [step, ...rest] = pointer;
  if (step === undefined) return definition.type === 'object' ? [inner as z.core.$ZodObject] : []; // said by `type`
  const next = (value as Record<string | number, unknown> | undefined | null)?.[step]; // any value may be indexed so
  if (definition.type === 'object') {
    const child = definition.shape[step];
    return child ? objectsAt(child, rest, next) : [];
  }
  if (definition.type === 'array') return objectsAt(definition.element, rest, next);
  if (definition.type === 'record') return objectsAt(definition.valueType, rest, next);
  return [];
}

function optionsFor(definition: z.core.$ZodUnionDef, value: unknown): readonly Schema[] {
  const key = (definition as Partial<z.core.$ZodDiscriminatedUnionDef>).discriminator; // absent in plain unions
  if (key === undefined || typeof value !== 'object' || value === null) return definition.options;
  const chosen = (value as Record<string, unknown>)[key];
  const matching = definition.options.filter((option) => {
    const tag = definitionOf(unwrap(option));
    return tag.type === 'object' && tag.shape[key]?._zod.values?.has(chosen as z.core.util.Primitive);
  });
  return matching.length > 0 ? matching : definition.options;
}
