import * as z from 'zod';
import { driftProfile } from '../definitions/schema/drift-methods.ts';
import { metricName } from '../definitions/schema/gates.ts';
import { digest, name, share, version } from '../definitions/schema/values.ts';
import { canonicalJson } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { estimateSchema } from '../evaluation/estimate.ts';
import { driftStatistics } from './drift/drift-test.ts';
import { togetherSchema } from './together/together-evidence.ts';

const rowCount = z.int().min(0);
const rate = z.number().min(0).max(1);
const time = z.iso.datetime({ offset: false, precision: null });
const columnName = z.string().min(1).max(300);

/** What a column holds: five numbers, shares of the levels that moved most, or what is missing. */
const summarySchema = z.union([
  z.strictObject({
    n: rowCount,
    mean: z.number(),
    low: z.number().describe('Quantile 0.05.'),
    median: z.number(),
    high: z.number().describe('Quantile 0.95.'),
  }),
  z.strictObject({
    n: rowCount,
    levels: z.array(z.strictObject({ level: z.string().max(500), share: rate })).max(5),
    unseen: rate.describe('Share of levels that the reference does not list.'),
  }),
  z.strictObject({ n: rowCount, missing: rowCount }),
]);

const columnSchema = z.strictObject({
  name: columnName,
  kind: z.enum(['number', 'category', 'time']),
  statistic: z.enum(driftStatistics).describe('What the effect is; docs/guide/monitoring.md has the unit of each.'),
  chosen: z.literal(true).optional().describe('Where the definition asks for the method, by name or by profile.'),
  effect: z.union([z.number().min(0), z.strictObject({ undefined: z.string().min(1).max(300) })]),
  threshold: z.number().min(0).describe('What the effect must pass; 0 where a tool looks at p only.'),
  p: rate.optional().describe('As if rows were independent; decides only where the reference has no windows.'),
  adjusted: rate.optional().describe('By Benjamini and Hochberg over all columns, where p decides.'),
  tool: z
    .strictObject({ tool: driftProfile, tests: z.enum(['p', 'effect']), limit: z.number().min(0) })
    .optional()
    .describe('With a profile: what that tool looks at, and from where it alarms.'),
  alarm: z.boolean(),
  reference: summarySchema.optional(),
  current: summarySchema.optional(),
});

const qualitySchema = z.strictObject({
  repeated: rowCount.describe('Rows with the request and key of another; each is used once.'),
  keyless: rowCount.describe('Rows without a key: they never get a label.'),
  columns: z.array(
    z.strictObject({
      name: columnName,
      missing: rowCount,
      infinite: rowCount.optional(),
      outOfRange: rowCount.optional().describe('Below the least or above the greatest number of the reference.'),
      unseen: rowCount
        .optional()
        .describe('Of a level that the reference does not have; absent where it lists not all.'),
    }),
  ),
});

const realisedSchema = z.strictObject({
  labelled: rowCount,
  unlabelled: rowCount.describe('Rows whose label is not known yet.'),
  metrics: z.array(
    z.strictObject({
      metric: metricName,
      reference: estimateSchema.describe('On the dev rows of training.'),
      current: estimateSchema,
      estimated: estimateSchema
        .optional()
        .describe(
          'What is estimated of the labelled rows without their labels: the interval that `current` should lie in.',
        ),
      held: z.boolean().optional().describe('Whether it does, to half a step of its rounding.'),
    }),
  ),
});

const estimatedSchema = z.strictObject({
  metrics: z.array(
    z.strictObject({
      metric: metricName,
      reference: estimateSchema.describe('On the dev rows of training.'),
      current: estimateSchema.describe('Where it is expected to be found once all rows of the window have labels.'),
      weighted: estimateSchema.optional().describe('The same by dev rows that are weighted to look like the window.'),
    }),
  ),
});

/** What one window of predictions looks like beside the reference of the package. Strict and finite; no run, host or clock in it. */
export const monitoringEvidenceSchema = z.strictObject({
  format: z.literal('aval/monitoring/v1'),
  model: name,
  version,
  package: digest,
  window: z.strictObject({ from: time, until: time }).describe('Half-open.'),
  rows: rowCount,
  minimumRows: z.int().min(1),
  reference: z.strictObject({
    rows: rowCount,
    windows: rowCount.describe('Windows of the reference that say what is usual; 0: p-values of rows do.'),
    q: share,
    profile: driftProfile.optional().describe('The tool whose rules decide in the place of windows and q.'),
  }),
  drifted: z
    .strictObject({ share: rate, least: share })
    .optional()
    .describe('Where the definition says by what share of its columns a window drifts.'),
  columns: z.array(columnSchema),
  together: togetherSchema.optional().describe('Where the definition asks for it.'),
  estimated: estimatedSchema
    .optional()
    .describe('Without labels; absent below the minimum of rows, and where no row can be judged without its label.'),
  realised: realisedSchema.optional().describe('Absent where no label is known.'),
  quality: qualitySchema,
  outcome: z.enum(['drift', 'steady', 'waiting']).describe('`waiting`: fewer than the minimum of rows.'),
});

export type MonitoringEvidence = z.output<typeof monitoringEvidenceSchema>;
export type MonitoredColumn = z.output<typeof columnSchema>;
export type ColumnSummary = z.output<typeof summarySchema>;
export type DataQuality = z.output<typeof qualitySchema>;
export type EstimatedPerformance = z.output<typeof estimatedSchema>;
export type RealisedMetrics = z.output<typeof realisedSchema>;

/** Canonical JSON: the same window gives the same bytes. */
export function monitoringBytes(evidence: MonitoringEvidence): Uint8Array {
  return new TextEncoder().encode(canonicalJson(evidence));
}

/** Reads monitoring evidence that `where` holds. Throws `evidence` for anything but the schema. */
export function parseMonitoringEvidence(bytes: Uint8Array, where: string): MonitoringEvidence {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AvalError('evidence', { rule: 'monitoring.json', message: `${where} is not JSON` }, { cause });
  }
  const parsed = monitoringEvidenceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'document';
  throw new AvalError('evidence', {
    rule: 'monitoring.schema',
    message: `${where}: ${place}: ${issue?.message ?? ''}`,
    hint: 'It is not what aval monitor writes. Delete it and run: aval monitor',
  });
}
