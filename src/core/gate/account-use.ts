import type { Statistics } from '../definitions/schema/statistics.ts';
import { type Digest, digestOfJson } from '../digest.ts';
import { countedAccounts } from '../ledger/counted-accounts.ts';
import { type AccountRows, distinctAccounts } from '../ledger/known-accounts.ts';
import type { ClosedEntry, LedgerEntry, ReservedEntry } from './ledger-entry.ts';
import { levelInMode, spentLevels } from './spending.ts';
import { nextUse, standingUse, type UseRequest } from './use-entries.ts';

/** What a holdout has been used for so far. */
export interface Account {
  readonly account: string;
  readonly used: number;
  readonly budget: number;
  /** Sum of the levels spent; never above alpha. */
  readonly spent: number;
}

/** What is asked of a holdout beside the package: what it is compared with (null: nothing runs yet), and by which policy. `anchor`: a third one. */
export function questionDigest(champion: string | null, policy: Digest, anchor?: string): Digest {
  return digestOfJson({ champion, policy, ...(anchor !== undefined && { anchor }) });
}

/** `statistics` of aval.yaml of the base branch. */
export type LedgerPolicy = Pick<Statistics, 'holdoutBudget' | 'alpha' | 'newRows' | 'holdout'>;

/** `reserved`: append `entry` before any row is scored. The others append and spend nothing. */
export type UseDecision =
  | { readonly kind: 'reserved'; readonly entry: ReservedEntry; readonly account: Account }
  /** Reserved earlier and never closed (a crash): go on with the same use at the same level. */
  | { readonly kind: 'resumed'; readonly entry: ReservedEntry; readonly account: Account }
  /** Asked before: the answer stands, free. */
  | { readonly kind: 'answered'; readonly entry: ClosedEntry; readonly account: Account }
  | { readonly kind: 'refused'; readonly reason: string; readonly account: Account };

/** An account as the ledger tells it. Every reservation counts, whatever became of it, and those of accounts whose rows these are. */
export function openAccount(entries: readonly LedgerEntry[], rows: AccountRows, policy: LedgerPolicy): Account {
  const uses = countedUses(entries, rows, policy);
  return { account: rows.account, used: uses.length, budget: policy.holdoutBudget, spent: spentLevels(uses).sum };
}

/** "7 of 32 used". */
export function accountText({ used, budget }: Account): string {
  return `${used} of ${budget} used`;
}

/**
 * Decides on one use of a holdout. The same question about the same package on the same rows is answered from the ledger; over the budget, with
 * no level left under alpha, or after a pass that retired it, it is refused and spends nothing; else the next use is reserved: the first number
 * that no use of these rows has. Another champion or policy is another question: its answer needs rows to be looked at again, so it counts.
 */
export function reserve(entries: readonly LedgerEntry[], request: UseRequest, policy: LedgerPolicy): UseDecision {
  const account = openAccount(entries, request, policy);
  const standing = standingUse(entries, request, undefined);
  if (standing !== undefined) return { ...standing, account };
  const uses = countedUses(entries, request, policy);
  const refused = (reason: string) => ({ kind: 'refused', reason, account }) as const;
  if (uses.length >= policy.holdoutBudget) return refused(`the holdout is used up: ${accountText(account)}`);
  if (policy.holdout.mode === 'hybrid' && uses.some((use) => hasPassed(entries, use)))
    return refused('the holdout is retired: a change passed on it, and its mode is hybrid');
  const taken = new Set(uses.map(({ use }) => use));
  let use = 1;
  while (taken.has(use)) use += 1;
  const alpha = levelInMode(use, policy);
  const { sum, fits } = spentLevels(uses);
  if (!fits(alpha, policy.alpha)) return refused(`no error rate is left under alpha ${policy.alpha}: ${sum} is spent`);
  const entry = nextUse(entries, request, { use, alpha });
  return { kind: 'reserved', entry, account: { ...account, used: uses.length + 1, spent: sum + alpha } };
}

/** Uses of the holdout that count for these rows. */
function countedUses(entries: readonly LedgerEntry[], rows: AccountRows, { newRows }: LedgerPolicy): ReservedEntry[] {
  const uses = entries.filter(({ tier }) => tier === undefined).filter((entry) => entry.state === 'reserved');
  const accounts = countedAccounts(rows, distinctAccounts(uses), newRows);
  return uses.filter(({ account }) => accounts.has(account));
}

function hasPassed(entries: readonly LedgerEntry[], { account, use }: ReservedEntry): boolean {
  return entries.some(
    (entry) => entry.state === 'closed' && entry.account === account && entry.use === use && entry.passed === true,
  );
}
