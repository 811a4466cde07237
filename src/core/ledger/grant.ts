import { type JudgingRows, type Spending, type SpendingPolicy, spendingOf } from './account.ts';
import { tierOf } from './entry.ts';
import type { Ledger, Use } from './ledger.ts';
import { vaultSpendingOf } from './vault.ts';

/** What an entry may spend of the rows that it is about, of whichever tier: found alike by the run that evaluates and by whoever checks it. */
export function spendingOfUse(ledger: Ledger, use: Use, rows: JudgingRows, policy: SpendingPolicy): Spending {
  const decide = { holdout: spendingOf, vault: vaultSpendingOf }[tierOf(use.reserved)];
  return decide(ledger, use, rows, policy);
}
