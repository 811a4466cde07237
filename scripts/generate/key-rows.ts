import * as z from 'zod';
import { definitionOf } from '../../src/core/definitions/schema-faults/schema-shape.ts';
import { typeName } from './type-name.ts';

export interface KeyRow {
  readonly key: string;
  /** The forms of the map that have this key, where not all do: engines, rules, functions. */
  readonly only?: readonly string[];
  readonly type: string;
  /** The default, `optional`, or empty where the key is required. */
  readonly fallback: string;
  readonly meaning: string;
}

type Schema = z.core.$ZodType;
const boilerplate = new Set(['apiVersion', 'kind']);

/** One row for each key that a document of this schema may have, parents before children. */
export function keyRows(schema: Schema): readonly KeyRow[] {
  const merged = new Map<string, KeyRow & { readonly variants: string[] }>();
  for (const { variant, ...row } of rowsOf(schema, '', undefined)) {
    const line = JSON.stringify(row);
    const same = merged.get(line) ?? { ...row, variants: [] };
    if (variant !== undefined) same.variants.push(variant);
    merged.set(line, same);
  }
  return [...merged.values()].map(({ variants, ...row }) => {
    const alone = variants.length > 0 && [...merged.values()].some((other) => isOther(other, row.key, variants));
    return alone ? { ...row, only: variants } : row;
  });
}

/** Whether another form of the map says something else, or nothing, about this key. */
function isOther(row: { key: string; variants: readonly string[] }, key: string, variants: readonly string[]): boolean {
  const family = key.slice(0, key.lastIndexOf('.'));
  return row.key.startsWith(family) && row.variants.some((variant) => !variants.includes(variant));
}

type Row = KeyRow & { readonly variant: string | undefined };

function* rowsOf(schema: Schema, prefix: string, variant: string | undefined): Generator<Row> {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object':
      for (const [name, child] of Object.entries(definition.shape)) {
        if (prefix === '' && boilerplate.has(name)) continue;
        const key = prefix === '' ? name : `${prefix}.${name}`;
        yield { key, ...describe(child), variant };
        yield* rowsOf(child, key, variant);
      }
      return;
    case 'array':
      if (z.globalRegistry.get(schema)?.['sameAs'] !== undefined) return; // its items are told where that key is
      return yield* rowsOf(definition.element, `${prefix}[]`, variant);
    case 'record':
      return yield* rowsOf(definition.valueType, `${prefix}.<name>`, variant);
    case 'union':
      for (const option of definition.options) yield* rowsOf(option, prefix, variantOf(definition, option) ?? variant);
      return;
    case 'optional':
    case 'default':
    case 'prefault':
      return yield* rowsOf(definition.innerType, prefix, variant);
    default:
  }
}

/** What chooses this option of a discriminated union: `gbdt`. */
function variantOf(union: z.core.$ZodUnionDef, option: Schema): string | undefined {
  const key = (union as Partial<z.core.$ZodDiscriminatedUnionDef>).discriminator; // absent in plain unions
  const definition = definitionOf(option);
  if (key === undefined || definition.type !== 'object') return undefined;
  return [...(definition.shape[key]?._zod.values ?? [])].join(', ');
}

function describe(schema: Schema): Omit<KeyRow, 'key'> {
  let inner = schema;
  let fallback = '';
  let meaning = z.globalRegistry.get(schema)?.description ?? '';
  for (;;) {
    const definition = definitionOf(inner);
    if (definition.type !== 'optional' && definition.type !== 'default' && definition.type !== 'prefault') break;
    if (fallback === '')
      fallback = definition.type === 'optional' ? 'optional' : `\`${written(definition.defaultValue)}\``;
    inner = definition.innerType;
    meaning ||= z.globalRegistry.get(inner)?.description ?? '';
  }
  return { type: typeName(inner), fallback, meaning };
}

/** A default as it would be written in YAML. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${written(inner)}`)
    .join(', ')}}`;
}
