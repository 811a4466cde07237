import { type Digest, digestOfJson } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { headOf } from './ledger.ts';
import { type ClosedEntry, entryDigest, type LedgerEntry } from './ledger-entry.ts';
import { levelOfUse } from './spending.ts';

/** What a holdout has been used for so far. */
export interface Account {
  readonly account: Digest;
  readonly used: number;
  readonly budget: number;
  /** Sum of the levels spent; never above alpha. */
  readonly spent: number;
}

/** Who wants to use which rows. */
export interface UseRequest {
  readonly model: string;
  readonly package: Digest;
  readonly definition: Digest;
  readonly account: Digest;
  readonly question: Digest;
}

/** What is asked of a holdout beside the package: what it is compared with (null: nothing runs yet), and by which policy. */
export function questionDigest(champion: string | null, policy: Digest): Digest {
  return digestOfJson({ champion, policy });
}

/** From aval.yaml of the base branch. */
export interface LedgerPolicy {
  readonly holdoutBudget: number;
  readonly alpha: number;
}

/** `reserved`: append `entry` before any row is scored. The others append and spend nothing. */
export type UseDecision =
  | { readonly kind: 'reserved'; readonly entry: LedgerEntry; readonly account: Account }
  /** Reserved earlier and never closed (a crash): go on with the same use at the same level. */
  | { readonly kind: 'resumed'; readonly entry: LedgerEntry; readonly account: Account }
  /** Asked before: the answer stands, free. */
  | { readonly kind: 'answered'; readonly entry: ClosedEntry; readonly account: Account }
  | { readonly kind: 'refused'; readonly reason: string; readonly account: Account };

/** An account as the ledger tells it. Every reservation counts, whatever became of it. */
export function openAccount(entries: readonly LedgerEntry[], account: Digest, policy: LedgerPolicy): Account {
  const uses = entries.filter((entry) => entry.account === account && entry.state === 'reserved');
  const spent = uses.reduce((sum, entry) => sum + entry.alpha, 0);
  return { account, used: uses.length, budget: policy.holdoutBudget, spent };
}

/** "7 of 32 used". */
export function accountText({ used, budget }: Account): string {
  return `${used} of ${budget} used`;
}

/**
 * Decides on one use of a holdout. The same question about the same package on the same rows is answered from the ledger; over the budget, or with
 * no level left under alpha, it is refused and spends nothing; else the next use is reserved. Another champion or policy is another question: its
 * answer needs rows to be looked at again, so it counts.
 */
export function reserve(entries: readonly LedgerEntry[], request: UseRequest, policy: LedgerPolicy): UseDecision {
  const account = openAccount(entries, request.account, policy);
  const earlier = entries.filter((entry) =>
    (['account', 'package', 'question'] as const).every((field) => entry[field] === request[field]),
  );
  const closed = earlier.find((entry) => entry.state === 'closed');
  if (closed) return { kind: 'answered', entry: closed, account };
  const [open] = earlier;
  if (open) return { kind: 'resumed', entry: open, account };
  const use = account.used + 1;
  if (use > policy.holdoutBudget) {
    return { kind: 'refused', reason: `the holdout is used up: ${accountText(account)}`, account };
  }
  const alpha = levelOfUse(use, policy.alpha);
  if (account.spent + alpha > policy.alpha) {
    return {
      kind: 'refused',
      reason: `no error rate is left under alpha ${policy.alpha}: ${account.spent} is spent`,
      account,
    };
  }
  const entry: LedgerEntry = {
    format: 'aval/ledger/v1',
    index: entries.length,
    previous: headOf(entries),
    model: request.model,
    package: request.package,
    definition: request.definition,
    account: request.account,
    question: request.question,
    use,
    alpha,
    state: 'reserved',
  };
  return { kind: 'reserved', entry, account: { ...account, used: use, spent: account.spent + alpha } };
}

/** The entry that closes a reserved use with the digest of its evidence. Throws `conflict` when that use is closed already, or not in the ledger. */
export function close(entries: readonly LedgerEntry[], reserved: LedgerEntry, evidence: Digest): ClosedEntry {
  const same = entries.filter((entry) => entry.account === reserved.account && entry.use === reserved.use);
  const [first] = same;
  if (same.length !== 1 || first === undefined || entryDigest(first) !== entryDigest(reserved)) {
    throw new AvalError('conflict', {
      rule: 'ledger.close',
      message: `use ${reserved.use} of this holdout is not open in the ledger`,
      hint: 'Another evaluation closed it. Ask again: its answer is in the ledger.',
    });
  }
  return { ...reserved, state: 'closed', evidence, index: entries.length, previous: headOf(entries) };
}
