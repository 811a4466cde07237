import * as z from 'zod';
import { digestPattern } from '../../digest.ts';

/** Names of models, sources, views, entities, environments and groups. They become file names, tags and columns. */
export const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits, "-" and "_", at most 63')
  .describe('Lower-case letters, digits, "-" and "_".');

/** A column of a source, or a feature of a view. */
export const columnName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'letters, digits and "_"');

/** `source:column`. */
export const columnRef = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*:[A-Za-z_][A-Za-z0-9_]*$/, 'a reference like "applications:class"');

/** `view:feature`. */
export const featureRef = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*:[A-Za-z_][A-Za-z0-9_]*$/, 'a reference like "applicant:amount"');

/** A fixed length of time: `90s`, `30m`, `3h`, `7d`, `2w`. Never a calendar day. */
export const duration = z.string().regex(/^[1-9][0-9]{0,8}(?:ms|s|m|h|d|w)$/, 'a duration like "3h" or "7d"');

/** Semantic version 2.0.0, always a quoted string. */
export const version = z
  .string('a version in quotes, like "1.4.0"')
  .regex(
    /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/,
    'a version in quotes, like "1.4.0"',
  );

export const digest = z.string().regex(digestPattern, '"sha256:" and 64 hexadecimal digits');

/** A path inside the repository: relative, `/` between parts, no `.` or `..` part. */
export const repositoryPath = z
  .string()
  .regex(/^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\\0]{1,400}$/, 'a path inside the repository, like "data/loans.csv"');

export const share = z.number().gt(0).lt(1);
/** A value that a label may have. */
export const labelValue = z.union([z.string(), z.number(), z.boolean()]);
export const apiVersion = z.literal('aval/v1');
export const text = z.string().min(1).max(2000);

const unitMicros = { ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10, w: 6.048e11 } as const;

/** Microseconds of a duration that the schema accepted. */
export function durationMicros(text: string): number {
  const unit = text.replace(/^[0-9]+/, '') as keyof typeof unitMicros; // the schema admits these units only
  return Number.parseInt(text, 10) * unitMicros[unit];
}
