import { canonicalJson, type Digest, parseDigest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import {
  type Answer,
  type Asked,
  type ClosedEntry,
  type Entry,
  entryDigest,
  entrySchema,
  nextInChain,
  type ReservedEntry,
} from './entry.ts';

/** A reserved use with what came of it; `closed` is absent while it is open. */
export interface Use {
  readonly digest: Digest;
  readonly reserved: ReservedEntry;
  readonly closed?: ClosedEntry;
}

/** A ledger that was proved whole. */
export interface Ledger {
  readonly entries: readonly Entry[];
  /** In the order in which they were reserved. */
  readonly uses: readonly Use[];
}

/** The branch that holds the ledger, and nothing else. */
export const ledgerBranch = 'aval-ledger';

/** File of an entry on the branch: `entries/00000007.json`. */
export function entryPath(index: number): string {
  return `entries/${String(index).padStart(8, '0')}.json`;
}

/** File of the evidence with this digest, on the same branch. */
export function evidencePath(digest: string): string {
  return `evidence/${parseDigest(digest, ledgerBranch).slice('sha256:'.length)}.json`;
}

/** An entry's file: canonical JSON and a line break. */
export function entryText(entry: Entry): string {
  return `${canonicalJson(entry)}\n`;
}

/**
 * Reads the entries' files in order and proves them a chain: each in its one canonical form, indexes without gaps, each naming the one before,
 * nothing closed that is not open. Throws `evidence` with the entry. No file is an empty ledger.
 */
export function readLedger(files: readonly string[]): Ledger {
  const entries: Entry[] = [];
  const uses = new Map<string, Use>();
  for (const [index, text] of files.entries()) {
    const entry = parseEntry(text, index);
    if (entryText(entry) !== text) throw broken(index, 'it is not in canonical form');
    const expected = nextInChain(entries);
    if (entry.index !== expected.index) throw broken(index, `its index is ${entry.index}`);
    if (entry.previous !== expected.previous) throw broken(index, 'it does not follow from the entry before it');
    entries.push(entry);
    if (entry.state === 'reserved') {
      const digest = entryDigest(entry);
      uses.set(digest, { digest, reserved: entry });
      continue;
    }
    const use = uses.get(entry.reserved);
    if (use === undefined || use.closed !== undefined) throw broken(index, 'it closes no open entry');
    uses.set(entry.reserved, { ...use, closed: entry });
  }
  return { entries, uses: [...uses.values()] };
}

/** The entry that reserves a use. */
export function reserveUse({ entries }: Ledger, asked: Asked): ReservedEntry {
  return { ...nextInChain(entries), state: 'reserved', ...asked };
}

/** The entry that closes a use. Throws `conflict` when it is not open. */
export function closeUse({ entries, uses }: Ledger, reserved: Digest, answer: Answer): ClosedEntry {
  const use = uses.find(({ digest }) => digest === reserved);
  if (use !== undefined && use.closed === undefined) {
    return { ...nextInChain(entries), state: 'closed', reserved, answer };
  }
  throw new AvalError('conflict', { rule: 'ledger.close', message: `${reserved} is not open in the holdout ledger` });
}

function parseEntry(text: string, index: number): Entry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw broken(index, 'it is not JSON', { cause });
  }
  const parsed = entrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(index, `${issue?.path.join('.') || 'entry'}: ${issue?.message}`);
}

function broken(index: number, reason: string, options?: ErrorOptions): AvalError {
  const message = `holdout ledger, entry ${index}: ${reason}`;
  const hint =
    'The ledger is append-only. Restore the branch aval-ledger; nothing is evaluated on the holdout until it is whole.';
  return new AvalError('evidence', { rule: 'ledger.broken', message, hint }, options);
}
