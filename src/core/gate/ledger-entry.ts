import * as z from 'zod';
import { digest, name } from '../definitions/schema/values.ts';
import { type Digest, digestOf, digestOfJson } from '../digest.ts';
import { rowSketchSchema } from '../ledger/row-sketch.ts';

const shared = {
  format: z.literal('aval/ledger/v1'),
  /** From 0, without gaps. */
  index: z.int().min(0),
  /** Digest of the entry before this one. */
  previous: digest,
  model: name,
  package: digest,
  definition: digest,
  /** Which rows: digest of the holdout's sorted (row key, time, label). */
  account: digest,
  /** What was asked of them: digest of the package compared with and of the policy. */
  question: digest,
  /** Which use of the account, from 1. */
  use: z.int().min(1),
  /** What this use spends: the one-sided level of its bounds. */
  alpha: z.number().gt(0).lt(1),
  /** Absent: the holdout. */
  tier: z.literal('vault').optional(),
};

/** One line of a ledger. A use is reserved before any row is scored, and closed with the evidence that it gave. */
export const ledgerEntrySchema = z.discriminatedUnion('state', [
  z.strictObject({
    ...shared,
    state: z.literal('reserved'),
    /** Where the rows come from: the spine, and the digest that pins its bytes. */
    spine: z.strictObject({ source: name, digest: z.string().min(1).max(200) }).optional(),
    /** Which rows were at hand: in the first entry of an account. */
    sketch: rowSketchSchema.optional(),
  }),
  z.strictObject({
    ...shared,
    state: z.literal('closed'),
    evidence: digest,
    /** Where only the verdict left: whether it was a pass. */
    passed: z.boolean().optional(),
  }),
]);

export type LedgerEntry = z.output<typeof ledgerEntrySchema>;
export type ReservedEntry = Extract<LedgerEntry, { state: 'reserved' }>;
export type ClosedEntry = Extract<LedgerEntry, { state: 'closed' }>;

/** What the first entry names as the one before it. */
export const ledgerStart: Digest = digestOf('aval/ledger/v1');

export function entryDigest(entry: LedgerEntry): Digest {
  return digestOfJson(entry);
}
