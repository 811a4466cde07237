import type { Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import type { AccountRows } from '../ledger/known-accounts.ts';
import { headOf } from './ledger.ts';
import { type ClosedEntry, entryDigest, type LedgerEntry, type ReservedEntry } from './ledger-entry.ts';

/** Who wants to use which rows, for which model. Without a sketch they count as known. */
export interface UseRequest extends AccountRows {
  readonly package: Digest;
  readonly definition: Digest;
  readonly question: Digest;
}

/** The use of a tier that asked this very question about this package and these rows: its answer, or where it stopped. */
export function standingUse(
  entries: readonly LedgerEntry[],
  request: UseRequest,
  tier: 'vault' | undefined,
): { kind: 'answered'; entry: ClosedEntry } | { kind: 'resumed'; entry: ReservedEntry } | undefined {
  const fields = ['account', 'package', 'question'] as const;
  const earlier = entries.filter(
    (entry) => entry.tier === tier && fields.every((field) => entry[field] === request[field]),
  );
  const closed = earlier.find((entry) => entry.state === 'closed');
  if (closed) return { kind: 'answered', entry: closed };
  const open = earlier.find((entry) => entry.state === 'reserved');
  return open && { kind: 'resumed', entry: open };
}

/** The entry that reserves a use of the holdout, or of the vault. */
export function nextUse(
  entries: readonly LedgerEntry[],
  request: UseRequest,
  use: Pick<ReservedEntry, 'use' | 'alpha' | 'tier'>,
): ReservedEntry {
  const { model, account, spine, question, definition, sketch } = request;
  const known = entries.some((one) => one.account === account && one.state === 'reserved' && one.sketch !== undefined);
  return {
    format: 'aval/ledger/v1',
    index: entries.length,
    previous: headOf(entries),
    ...{ model, package: request.package, definition, account, question, ...use },
    state: 'reserved',
    ...(spine && { spine }),
    ...(sketch && !known && { sketch }),
  };
}

/** The entry that closes a reserved use with the digest of its evidence. Throws `conflict` when that use is closed already, or not in the ledger. */
export function close(
  entries: readonly LedgerEntry[],
  reserved: ReservedEntry,
  evidence: Digest,
  passed?: boolean,
): ClosedEntry {
  const same = entries.filter((entry) => entry.account === reserved.account && entry.use === reserved.use);
  const [first] = same;
  if (same.length !== 1 || first === undefined || entryDigest(first) !== entryDigest(reserved)) {
    throw new AvalError('conflict', {
      rule: 'ledger.close',
      message: `use ${reserved.use} of this holdout is not open in the ledger`,
      hint: 'Another evaluation closed it. Ask again: its answer is in the ledger.',
    });
  }
  const { sketch: _, spine: __, ...use } = reserved;
  const sealed = passed === undefined ? {} : { passed };
  return { ...use, state: 'closed', evidence, ...sealed, index: entries.length, previous: headOf(entries) };
}
