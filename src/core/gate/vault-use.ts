import type { Statistics } from '../definitions/schema/statistics.ts';
import { shareJudgedBefore } from '../ledger/judged-before.ts';
import { distinctAccounts } from '../ledger/known-accounts.ts';
import type { ClosedEntry, LedgerEntry, ReservedEntry } from './ledger-entry.ts';
import { nextUse, standingUse, type UseRequest } from './use-entries.ts';

/** `reserved`: append `entry` before any row is scored. The others append and spend nothing. */
export type VaultDecision =
  | { readonly kind: 'reserved' | 'resumed'; readonly entry: ReservedEntry }
  /** Asked before: the answer stands, free. */
  | { readonly kind: 'answered'; readonly entry: ClosedEntry }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Decides on the one use of a vault, at the whole of alpha. The same question about the same package is answered from the ledger. A vault of which more than 1 - `newRows`
 * (a share) judged before, in a vault or a holdout, is retired: whatever became of that use, and whichever package it was about.
 */
export function reserveVault(
  entries: readonly LedgerEntry[],
  request: UseRequest,
  { alpha, newRows }: Pick<Statistics, 'alpha' | 'newRows'>,
): VaultDecision {
  const standing = standingUse(entries, request, 'vault');
  if (standing !== undefined) return standing;
  const judged = shareJudgedBefore(request, distinctAccounts(entries.filter(({ state }) => state === 'reserved')));
  if (judged === 'unknown') return { kind: 'refused', reason: 'whether its rows judged before cannot be told' };
  if (judged <= 1 - newRows) {
    return { kind: 'reserved', entry: nextUse(entries, request, { use: 1, alpha, tier: 'vault' }) };
  }
  const percent = `${Math.round(100 * judged)} %`;
  return { kind: 'refused', reason: `the vault is retired: ${percent} of its rows judged before` };
}
