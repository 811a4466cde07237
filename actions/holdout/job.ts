import * as z from 'zod';
import { digest } from '../../src/core/definitions/schema/values.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/);

/** What the process that reads data is told: commits and folders, no name of anyone and no credential that opens anything. */
export const jobSchema = z.strictObject({
  /** The repository that holds these commits. */
  repository: z.string(),
  head: sha,
  base: sha,
  /** The commit of the ledger's branch. */
  ledger: sha,
  entry: digest,
  /** A folder store with the packages of champion and anchor, and the one that the entry gives. */
  packages: z.string(),
  cache: z.string(),
  /** What private rows are hashed under for the ledger. */
  ledgerKey: z.string().optional(),
  /** Where answer and package are left, or its faults. */
  output: z.string(),
});
export type Job = z.output<typeof jobSchema>;
