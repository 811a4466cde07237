import * as z from 'zod';
import { canonicalJson } from '../../digest.ts';
import { AvalError } from '../../errors.ts';
import { fittedLevels, fittedName } from './fitted-column.ts';
import { clipSchema } from './steps/clip.ts';
import { datePartsSchema } from './steps/date-parts.ts';
import { imputeSchema } from './steps/impute.ts';
import { logSchema } from './steps/log.ts';
import { mergeRareSchema } from './steps/merge-rare.ts';
import { oneHotSchema } from './steps/one-hot.ts';
import { ordinalSchema } from './steps/ordinal.ts';
import { standardiseSchema } from './steps/standardise.ts';

function fitted<Name extends string, Column extends z.ZodType>(step: Name, column: Column) {
  return z.strictObject({ step: z.literal(step), columns: z.array(column).max(100_000) });
}

const fittedStep = z.discriminatedUnion('step', [
  fitted('impute', imputeSchema),
  fitted('clip', clipSchema),
  fitted('log', logSchema),
  fitted('standardise', standardiseSchema),
  fitted('oneHot', oneHotSchema),
  fitted('ordinal', ordinalSchema),
  fitted('mergeRare', mergeRareSchema),
  fitted('dateParts', datePartsSchema),
]);

const distinctNames = (list: readonly { readonly name: string }[]) =>
  new Set(list.map((item) => item.name)).size === list.length;

/** prepare.json: steps with what the training rows taught them. It comes with a package, so it is not trusted. */
const preparationSchema = z.strictObject({
  format: z.literal('aval/preparation/v1'),
  /** Features that a caller gives, in order. */
  inputs: z
    .array(z.strictObject({ name: fittedName, type: z.enum(['number', 'category', 'time']) }))
    .max(10_000)
    .refine(distinctNames, 'a column is listed twice'),
  steps: z.array(fittedStep).max(1000),
  /** Columns that the engine gets, in order. Category columns always have these levels. */
  outputs: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ name: fittedName, type: z.literal('number') }),
        z.strictObject({ name: fittedName, type: z.literal('category'), levels: fittedLevels }),
      ]),
    )
    .max(100_000)
    .refine(distinctNames, 'a column is listed twice'),
});
export type Preparation = z.output<typeof preparationSchema>;
export type FittedStep = z.output<typeof fittedStep>;

/** The bytes of prepare.json: canonical JSON. */
export function preparationBytes(preparation: Preparation): Uint8Array {
  return new TextEncoder().encode(canonicalJson(preparation));
}

/** Reads prepare.json. Throws `evidence`, one fault per problem, for anything but the schema. */
export function parsePreparation(bytes: Uint8Array): Preparation {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AvalError('evidence', { rule: 'preparation.json', message: 'prepare.json is not JSON' }, { cause });
  }
  const parsed = preparationSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      rule: 'preparation.schema',
      message: `prepare.json: ${issue.path.join('.') || 'document'}: ${issue.message}`,
    }));
    throw new AvalError('evidence', faults);
  }
  return parsed.data;
}
