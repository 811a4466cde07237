import * as z from 'zod';
import { apiVersion, columnName, digest, duration, name, repositoryPath, text } from './values.ts';

const described = { description: text.optional(), owner: z.string().min(1).max(100).optional() };

/** entities.yaml: what rows are about, and the columns that identify it. */
export const entitySchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Entity'),
    name,
    ...described,
    keys: z.array(columnName).min(1).max(8).describe('Join keys, in order.'),
  })
  .meta({ title: 'Entity', description: 'Join keys of what rows are about.' });

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const expectsValues = ['values', 'minimum', 'maximum'] as const;

const columnSchema = z
  .strictObject({
    type: z.enum(['int', 'float', 'string', 'boolean', 'timestamp', 'date']),
    description: text.optional(),
    unit: z.string().min(1).max(40).optional(),
    unique: z.boolean().default(false),
    nulls: z.number().min(0).max(1).default(0).describe('Greatest share of missing values.'),
    values: z.array(scalar).min(1).optional().describe('All values allowed.'),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    mostly: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe(
        'Least share of the values that are there which must meet `values`, `minimum` and `maximum`, each for itself; absent: all of them. Missing values are not counted: `nulls` says how many there may be.',
      ),
    format: z.string().min(1).optional().describe('strptime format of times in text files.'),
    personal: z
      .boolean()
      .default(false)
      .describe('Personal data: never shown row by row, and no level of it in evidence or a profile.'),
  })
  .refine((column) => column.mostly === undefined || expectsValues.some((name) => column[name] !== undefined), {
    path: ['mostly'],
    error: 'there is nothing that values must mostly meet: declare values, minimum or maximum',
    when: ({ issues }) => issues.length === 0, // a share out of range is told once
  });

/** sources/<source>.yaml: where raw data is, what it must look like, who may read it. */
export const sourceSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Source'),
    name,
    ...described,
    uri: z.string().min(1).max(1000).describe('A file in the repository, or an https:// address of CSV or Parquet.'),
    format: z.enum(['csv', 'parquet']).optional().describe('Absent: by the ending of the uri.'),
    access: z
      .enum(['repository', 'public', 'environment'])
      .default('repository')
      .describe('environment: opened by a credential only; on GitHub, the trusted run alone fetches it.'),
    sample: repositoryPath
      .optional()
      .describe(
        'A file of the repository with the same columns: what pull-request runs read in place of an environment.',
      ),
    time: columnName.optional().describe('When a row happened; time splits and freshness need it.'),
    zone: z.string().min(1).optional().describe('IANA zone of times written without one.'),
    freshness: duration.optional().describe('Greatest age of the newest row when data are updated.'),
    rows: z.strictObject({ minimum: z.int().min(1) }).optional(),
    licence: text,
    origin: text,
    columns: z.record(columnName, columnSchema).refine((c) => Object.keys(c).length > 0, 'at least one column'),
  })
  .meta({ title: 'Source', description: 'Raw data: where, schema, expectations, access, licence, origin.' });

/** sources/<source>.lock.yaml: which bytes, written by `aval data update`. */
export const sourceLockSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('SourceLock'),
    source: name,
    digest: digest.optional().describe('sha256 of the file; absent for a file in the repository, which git pins.'),
    rows: z.int().min(0).describe('Rows up to `until`.'),
    until: z.iso
      .datetime({ offset: true, error: 'a time with its zone, like "2026-05-27T00:00:00Z"' })
      .optional()
      .describe('Later rows are not read.'),
  })
  .meta({ title: 'SourceLock', description: 'Which bytes of a source, and until when.' });

export type Entity = z.output<typeof entitySchema>;
export type Source = z.output<typeof sourceSchema>;
export type SourceColumn = z.output<typeof columnSchema>;
export type SourceLock = z.output<typeof sourceLockSchema>;
