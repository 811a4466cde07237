import * as z from 'zod';
import { apiVersion, columnName, duration, name, text } from './values.ts';

const feature = z.strictObject({
  column: columnName.optional().describe("Column of the source; absent: the feature's own name."),
  sql: text.optional().describe('A scalar SQL expression over one row of the source.'),
  description: text.optional(),
  unit: z.string().min(1).max(40).optional(),
});

const aggregate = z.discriminatedUnion('function', [
  z.strictObject({
    function: z.literal('count'),
    window: duration,
    description: text.optional(),
    unit: z.string().optional(),
  }),
  z.strictObject({
    function: z.enum(['sum', 'mean', 'min', 'max', 'stddev']),
    of: columnName,
    window: duration,
    description: text.optional(),
    unit: z.string().optional(),
  }),
]);

/** features/<view>.yaml: features of one entity, from one source. */
export const featureViewSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('FeatureView'),
    name,
    description: text.optional(),
    owner: z.string().min(1).max(100).optional(),
    entity: name,
    source: name,
    keys: z
      .record(columnName, columnName)
      .default({})
      .describe('Entity key → column of the source, where they differ.'),
    time: columnName.optional().describe('When a row happened. Absent: one row per key, valid at any time.'),
    knownAt: text.optional().describe('Column or SQL expression: when the row became known. A row is used only after.'),
    createdAt: columnName.optional().describe('Column that breaks ties between rows of the same time.'),
    equalTimes: z
      .enum(['inclusive', 'strict'])
      .default('inclusive')
      .describe('Whether a row of the very same time counts.'),
    ttl: duration.optional().describe('Older values are missing; the edge still counts.'),
    online: z
      .boolean()
      .default(false)
      .describe('Whether a request to a server may leave its features out: they are joined by key.'),
    sql: text.optional().describe('A SELECT over the source that yields keys, time and feature columns.'),
    features: z
      .record(columnName, z.union([z.null().transform((): z.output<typeof feature> => ({})), feature]).prefault({}))
      .default({})
      .describe('Features taken from the newest row: name → column or SQL.'),
    aggregate: z.record(columnName, aggregate).default({}).describe('Windows are half-open: [t - window, t).'),
  })
  .meta({ title: 'FeatureView', description: 'Features, their SQL or aggregates, time, known-at time, TTL.' });

export type FeatureView = z.output<typeof featureViewSchema>;
