import type { Digest } from '../digest.ts';
import { levelOfUse } from '../gate/spending.ts';
import type { ReservedEntry } from './entry.ts';
import type { Ledger, Use } from './ledger.ts';

/** What a use may spend. `refused`: the account is used up. */
export type Spending =
  | { readonly kind: 'granted'; readonly use: number; readonly budget: number; readonly alpha: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** From aval.yaml of base. */
export interface SpendingPolicy {
  readonly holdoutBudget: number;
  readonly alpha: number;
}

/**
 * Which use of an account this entry is, and the level that it spends (Basel sequence, `levelOfUse`). Decided by what the ledger held when the
 * entry was reserved, so that the run that evaluates and whoever checks it find the same. An earlier use whose account is not known counts where
 * its rows may have been these: while it was open, and for good when it failed. The use is the first number that none of those has: never one
 * twice, so that their levels add up to less than alpha, and a number kept for rows that turned out to be others is free again.
 */
export function spendingOf({ uses }: Ledger, entry: Use, account: Digest, policy: SpendingPolicy): Spending {
  const { holdoutBudget: budget, alpha } = policy;
  const numbers = new Map<Digest, number>();
  const before = uses.filter(({ reserved }) => reserved.index < entry.reserved.index);
  for (const other of before) numbers.set(other.digest, numberOf(other, before, account, numbers));
  const used = before.filter((other) => mayHaveUsed(other, entry.reserved, account)).length;
  if (used >= budget) return { kind: 'refused', reason: `the holdout is used up: ${used} of ${budget} used` };
  const use = numberOf(entry, before, account, numbers);
  return { kind: 'granted', use, budget, alpha: levelOfUse(use, alpha) };
}

/** The first number that no earlier use may have. `numbers` holds theirs, should their rows be these. */
function numberOf(entry: Use, uses: readonly Use[], account: Digest, numbers: ReadonlyMap<Digest, number>): number {
  const taken = new Set<number>();
  for (const other of uses) {
    if (other.reserved.index >= entry.reserved.index) break;
    if (mayHaveUsed(other, entry.reserved, account))
      taken.add(spentBefore(other, entry) ?? numbers.get(other.digest) ?? 1);
  }
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

/** The number that it is known to have spent by the time that `entry` was reserved. */
function spentBefore({ closed }: Use, entry: Use): number | undefined {
  if (closed === undefined || closed.index > entry.reserved.index) return undefined;
  return closed.answer.outcome === 'evaluated' ? closed.answer.use : undefined;
}

function mayHaveUsed({ reserved, closed }: Use, entry: ReservedEntry, account: Digest): boolean {
  const known = closed !== undefined && closed.index < entry.index ? closed.answer : undefined;
  if (known === undefined || known.outcome === 'failed') return mayShareRows(reserved, entry);
  return known.outcome === 'evaluated' && known.account === account;
}

function mayShareRows(one: ReservedEntry, other: ReservedEntry): boolean {
  const spine = one.spine.source === other.spine.source || one.spine.digest === other.spine.digest;
  return spine || one.model === other.model || one.rows === other.rows;
}
