import * as z from 'zod';
import { canonicalJson } from '../../digest.ts';
import { AvalError } from '../../errors.ts';
import { columnProfileSchema } from './column-profile.ts';

/** profile.json: what the training rows looked like, column by column, before preparation. It comes with a package, so it is not trusted. */
const profileSchema = z.strictObject({
  format: z.literal('aval/profile/v1'),
  rows: z.int().min(0),
  columns: z
    .array(z.strictObject({ name: z.string().min(1).max(300), profile: columnProfileSchema }))
    .max(10_000)
    .refine((columns) => new Set(columns.map((c) => c.name)).size === columns.length, 'a column is listed twice'),
});
export type Profile = z.output<typeof profileSchema>;

/** The bytes of profile.json: canonical JSON. */
export function profileBytes(profile: Profile): Uint8Array {
  return new TextEncoder().encode(canonicalJson(profile));
}

/** Reads profile.json. Throws `evidence` for anything but the schema. */
export function parseProfile(bytes: Uint8Array): Profile {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AvalError('evidence', { rule: 'profile.json', message: 'profile.json is not JSON' }, { cause });
  }
  const parsed = profileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    rule: 'profile.schema',
    message: `profile.json: ${issue.path.join('.') || 'document'}: ${issue.message}`,
  }));
  throw new AvalError('evidence', faults);
}
