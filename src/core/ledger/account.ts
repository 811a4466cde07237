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
 * its rows may have been these: while it was open, and for good when it failed.
 */
export function spendingOf({ uses }: Ledger, entry: Use, account: Digest, policy: SpendingPolicy): Spending {
  const { holdoutBudget: budget, alpha } = policy;
  const before = uses.filter(({ reserved }) => reserved.index < entry.reserved.index);
  const use = 1 + before.filter((other) => mayHaveUsed(other, entry.reserved, account)).length;
  if (use > budget) return { kind: 'refused', reason: `the holdout is used up: ${use - 1} of ${budget} used` };
  return { kind: 'granted', use, budget, alpha: levelOfUse(use, alpha) };
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
