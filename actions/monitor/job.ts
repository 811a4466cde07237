import * as z from 'zod';
import { sourceLockSchema } from '../../src/core/definitions/schema/source.ts';
import { digest, name, version } from '../../src/core/definitions/schema/values.ts';
import { monitoringEvidenceSchema } from '../../src/core/monitoring/monitoring-evidence.ts';

const common = {
  /** The checkout. */
  repository: z.string(),
  model: name,
  /** Microseconds since 1970. */
  now: z.int(),
  /** Where what was found is left, or the faults. */
  output: z.string(),
};

/** What the process that reads data is told: folders and files that were fetched for it, and no credential. */
export const jobSchema = z.discriminatedUnion('look', [
  z.strictObject({
    look: z.literal('windows'),
    ...common,
    /** A folder store with the package that runs. */
    packages: z.string(),
    /** A folder of predictions, and what people call the place that they came from. */
    predictions: z.strictObject({ folder: z.string(), name: z.string() }),
    /** How many windows, the newest. */
    newest: z.int().min(1),
  }),
  z.strictObject({
    look: z.literal('locks'),
    ...common,
    /** By source: the digest of the newest bytes of those that only a credential opens. They lie in the cache. */
    fetched: z.record(name, digest),
  }),
]);
export type Job = z.output<typeof jobSchema>;
export type WindowsJob = Extract<Job, { look: 'windows' }>;
export type LocksJob = Extract<Job, { look: 'locks' }>;

/** The file in the job's output folder. */
export const foundFile = 'found.json';
const notes = z.array(z.string().max(2000)).max(10_000);

/** What the process found, as its file says it. */
export const foundWindowsSchema = z.strictObject({
  notes,
  found: z.union([
    z.strictObject({ because: z.string().max(2000) }),
    z.strictObject({ version, package: digest, windows: z.array(monitoringEvidenceSchema).max(500) }),
  ]),
});
export type FoundWindows = z.output<typeof foundWindowsSchema>;
export const foundLocksSchema = z.strictObject({ notes, found: z.array(sourceLockSchema).max(1000) });
export type FoundLocks = z.output<typeof foundLocksSchema>;
