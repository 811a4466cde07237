import * as z from 'zod';
import { sourceLockSchema } from '../definitions/schema/source.ts';
import { digest, name, version } from '../definitions/schema/values.ts';
import { canonicalJson } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { monitoringEvidenceSchema } from '../monitoring/monitoring-evidence.ts';

/** Name of the artifact that the scheduled run leaves, and of the one file in it. */
export const reportArtifact = 'aval-monitoring';
export const reportFile = 'report.json';

/** In bytes. */
export const mostReportBytes = 1024 * 1024;

const modelSchema = z.strictObject({
  model: name,
  version,
  package: digest.describe('What ran when it was looked at.'),
  windows: z.array(monitoringEvidenceSchema).max(500).describe('The newest, oldest first.'),
  locks: z
    .array(sourceLockSchema)
    .max(100)
    .describe('Where the newest windows ask for a retraining: what `aval data update` would write.'),
});

/** What the scheduled run found, model by model. Strict; no run, host or clock in it, so that the same windows give the same bytes. */
export const monitoringReportSchema = z.strictObject({
  format: z.literal('aval/monitoring-report/v1'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
    .describe('Whose definitions and data were read.'),
  models: z.array(modelSchema).max(10_000),
});

export type MonitoringReport = z.output<typeof monitoringReportSchema>;
export type ReportedModel = z.output<typeof modelSchema>;

export function reportBytes(report: MonitoringReport): Uint8Array {
  return new TextEncoder().encode(canonicalJson(report));
}

/** Reads a report that anyone may have written. Throws `evidence` for anything but the schema, and for evidence under another model's name. */
export function parseMonitoringReport(bytes: Uint8Array): MonitoringReport {
  if (bytes.length > mostReportBytes) throw refused('size', `${bytes.length} bytes are more than ${mostReportBytes}`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refused('json', 'it is not JSON', { cause });
  }
  const { data, error } = monitoringReportSchema.safeParse(json);
  if (data === undefined) throw refused('schema', `${error.issues[0]?.path.join('.')} does not fit`);
  const mixed = data.models.find((one) =>
    one.windows.some((window) => window.model !== one.model || window.package !== one.package),
  );
  if (mixed !== undefined) throw refused('mixed', `${mixed.model} has windows of another package`);
  const names = data.models.map(({ model }) => model);
  if (new Set(names).size < names.length) throw refused('twice', 'it names a model twice');
  return data;
}

function refused(what: string, why: string, options?: ErrorOptions): AvalError {
  const message = `the monitoring report is refused: ${why}`;
  return new AvalError('evidence', { rule: `monitoringReport.${what}`, message }, options);
}
