import * as z from 'zod';
import { digest, name, version } from '../definitions/schema/values.ts';
import { type Digest, digestOf, digestOfJson } from '../digest.ts';
import { rowSketchSchema } from './row-sketch.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/, '40 hexadecimal digits');
const chained = {
  format: z.literal('aval/holdout-ledger/v1'),
  /** From 0, without gaps. */
  index: z.int().min(0),
  /** Digest of the entry before this one. */
  previous: digest,
};

/** What is to be asked, as far as git tells: whoever reserves reads no data. */
const asked = {
  model: name,
  /** Definition digest of what is evaluated. */
  definition: digest,
  /** Digest of which rows are meant: label, rules that set rows aside, pinned sources. */
  rows: digest,
  /** Where the rows come from: the spine, and the digest that pins its bytes. */
  spine: z.strictObject({ source: name, digest: z.string().min(1).max(200) }),
  /** Digest of what is asked of them: the package compared with, and the policy. */
  question: digest,
  /** Commits: what was evaluated (a pull request's merge, or what landed), and what it is compared with. */
  commit: sha,
  base: sha,
  /** The pull request; absent for what landed without an answer. */
  pull: z.int().min(1).optional(),
  /** The comment that asked for it, where one did: a command spends once. */
  comment: z.int().min(1).optional(),
  /** Engine `command`: what is asked about is this package, and which run made it. Its program may make another one of the same definition. */
  given: z.strictObject({ package: digest, run: z.int().min(1) }).optional(),
  /** The vault is asked, about this released version that is to be promoted. Absent: the holdout is asked, about a change. */
  vault: z.strictObject({ version, package: digest }).optional(),
};

/** What came of a reserved use. */
const answer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('evaluated'),
    /** Which rows they were: digest of the holdout's sorted (row key, time, label). */
    account: digest,
    package: digest,
    evidence: digest,
    /** Which use of the account, from 1, and the one-sided level that it spent. */
    use: z.int().min(1),
    alpha: z.number().gt(0).lt(1),
    /** The run of the default branch's workflow that gave it. */
    run: z.int().min(1),
    /** Which rows were at hand: in the first entry of an account that has one. */
    sketch: rowSketchSchema.optional(),
    /** Where only the verdict left: whether it was a pass. */
    passed: z.boolean().optional(),
  }),
  /** The account is used up: nothing was scored, nothing is spent. */
  z.strictObject({ outcome: z.literal('refused'), account: digest, reason: z.string().min(1).max(500) }),
  /** No evidence came. Rows may have been looked at, so it counts as a use. */
  z.strictObject({ outcome: z.literal('failed'), reason: z.string().min(1).max(500) }),
]);

/** One entry of the ledger on the branch `aval-ledger`. A use is reserved before any row is read, and closed with its answer. */
export const entrySchema = z.discriminatedUnion('state', [
  z.strictObject({ ...chained, state: z.literal('reserved'), ...asked }),
  z.strictObject({ ...chained, state: z.literal('closed'), reserved: digest, answer }),
]);

export type Entry = z.output<typeof entrySchema>;
export type ReservedEntry = Extract<Entry, { state: 'reserved' }>;
export type ClosedEntry = Extract<Entry, { state: 'closed' }>;
export type Answer = z.output<typeof answer>;
export type Asked = Omit<ReservedEntry, 'format' | 'index' | 'previous' | 'state'>;

/** Which rows are asked. */
export function tierOf({ vault }: Pick<ReservedEntry, 'vault'>): 'holdout' | 'vault' {
  return vault === undefined ? 'holdout' : 'vault';
}

/** The package that an entry is about, where it is one that was made before. */
export function namedPackage({ given, vault }: Pick<ReservedEntry, 'given' | 'vault'>): string | undefined {
  return (given ?? vault)?.package;
}

/** How far an answer to this entry can be trusted: a package that was made before is scored, any other is made again from its definition. */
export function levelOf(entry: Pick<ReservedEntry, 'given' | 'vault'>): 'scored' | 'reproduced' {
  return namedPackage(entry) === undefined ? 'reproduced' : 'scored';
}

/** What the first entry names as the one before it. */
const start: Digest = digestOf('aval/holdout-ledger/v1');

/** Names an entry: what closes it, what a run is asked for, what evidence carries. */
export function entryDigest(entry: Entry): Digest {
  return digestOfJson(entry);
}

/** The fields that chain a new entry to those before it. */
export function nextInChain(entries: readonly Entry[]): Pick<Entry, 'format' | 'index' | 'previous'> {
  const last = entries.at(-1);
  return {
    format: 'aval/holdout-ledger/v1',
    index: entries.length,
    previous: last === undefined ? start : entryDigest(last),
  };
}
