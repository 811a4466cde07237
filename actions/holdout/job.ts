import * as z from 'zod';
import { digest } from '../../src/core/definitions/schema/values.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/);

/** What the process that reads data is told: commits and folders, no name of anyone and no credential. */
export const jobSchema = z.strictObject({
  /** The repository that holds these commits. */
  repository: z.string(),
  head: sha,
  base: sha,
  /** The commit of the ledger's branch. */
  ledger: sha,
  entry: digest,
  /** A folder store with the champion's package, and the one that the entry gives. */
  packages: z.string(),
  cache: z.string(),
  /** Where answer and package are left, or its faults. */
  output: z.string(),
});
export type Job = z.output<typeof jobSchema>;
