import * as z from 'zod';
import { canonicalJson } from '../../digest.ts';
import { AvalError } from '../../errors.ts';
import { type ColumnProfile, columnProfileSchema } from './column-profile.ts';
import type { Profile } from './profile.ts';

const rowCount = z.int().min(0);

/** Of a personal column nothing but how many rows have a value: its levels, quantiles and extremes are people's. */
const withheldSchema = z.strictObject({ type: z.literal('withheld'), count: rowCount, missing: rowCount });

/**
 * profile.json: what the training rows looked like, column by column, before preparation. It comes with a package, so it is not trusted, and whoever
 * has the package can read it.
 */
const publishedProfileSchema = z.strictObject({
  format: z.literal('aval/profile/v1'),
  rows: rowCount,
  columns: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(300),
        profile: z.discriminatedUnion('type', [...columnProfileSchema.options, withheldSchema]),
      }),
    )
    .max(10_000)
    .refine((columns) => new Set(columns.map((c) => c.name)).size === columns.length, 'a column is listed twice'),
});
export type PublishedProfile = z.output<typeof publishedProfileSchema>;

/** The profile without what personal columns hold. */
export function withoutPersonal({ columns, ...rest }: Profile, personal: ReadonlySet<string>): PublishedProfile {
  const published = columns.map(({ name, profile }) => {
    if (!personal.has(name)) return { name, profile };
    const { count, missing } = profile;
    return { name, profile: { type: 'withheld', count, missing } as const };
  });
  return { ...rest, columns: published };
}

/** The whole profile again, by whoever may read the training rows. */
export function completeProfile(
  { columns, ...rest }: PublishedProfile,
  profileOf: (column: string) => ColumnProfile,
): Profile {
  const whole = columns.map(({ name, profile }) => ({
    name,
    profile: profile.type === 'withheld' ? profileOf(name) : profile,
  }));
  return { ...rest, columns: whole };
}

/** The bytes of profile.json: canonical JSON. */
export function profileBytes(profile: PublishedProfile): Uint8Array {
  return new TextEncoder().encode(canonicalJson(profile));
}

/** Reads profile.json. Throws `evidence` for anything but the schema. */
export function parseProfile(bytes: Uint8Array): PublishedProfile {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AvalError('evidence', { rule: 'profile.json', message: 'profile.json is not JSON' }, { cause });
  }
  const parsed = publishedProfileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    rule: 'profile.schema',
    message: `profile.json: ${issue.path.join('.') || 'document'}: ${issue.message}`,
  }));
  throw new AvalError('evidence', faults);
}
