import { usesOnBranch } from '../../../core/ledger/inspect.ts';
import { type Ledger, ledgerBranch } from '../../../core/ledger/ledger.ts';
import { type VaultUse, vaultUses } from '../../../core/ledger/vault-uses.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { columns, type Paint, painted } from '../../terminal/paint.ts';

/** What the App spent of one holdout, by its ledger. */
interface SpentHoldout {
  readonly model: string;
  readonly account: string;
  readonly used: number;
  readonly spent: number;
}

/** What the App's ledger tells, as far as it was fetched. */
export interface OnBranch {
  readonly holdouts: readonly SpentHoldout[];
  readonly vaults: readonly VaultUse[];
}

/** Sums the App's ledger by model and holdout; every question to a vault by itself. */
export function onBranch(ledger: Ledger): OnBranch {
  const holdouts = new Map<string, SpentHoldout>();
  for (const { model, tier, spent } of usesOnBranch(ledger)) {
    if (tier === 'vault' || spent === undefined) continue;
    const { account, alpha } = spent;
    const key = `${model} ${account}`;
    const before = holdouts.get(key) ?? { model, account, used: 0, spent: 0 };
    holdouts.set(key, { ...before, used: before.used + 1, spent: before.spent + alpha });
  }
  return { holdouts: [...holdouts.values()], vaults: vaultUses(ledger) };
}

/** That as a table, below the name of the branch. */
export function onBranchText({ holdouts, vaults }: OnBranch, paint: Paint): string {
  const rows = [
    ...holdouts.map(({ model, account, used, spent }) => [
      painted(paint, 'bold', model),
      'holdout',
      account.slice('sha256:'.length, 'sha256:'.length + 12),
      `${used} used`,
      `alpha spent: ${Number(spent.toPrecision(3))}`,
    ]),
    ...vaults.map((use) => [
      painted(paint, 'bold', use.model),
      'vault',
      use.version,
      vaultOutcome(use),
      use.pull === undefined ? '' : `#${use.pull}`,
    ]),
  ];
  const title = `The App's ledger, ${ledgerBranch} as it was last fetched:`;
  return rows.length === 0 ? `${title} nothing was asked yet.` : `${title}\n${columns(rows)}`;
}

/** "passed", "refused: the vault is retired: 100 % of its rows judged before". */
export function vaultOutcome({ outcome, reason }: Pick<VaultUse, 'outcome' | 'reason'>): string {
  return reason === undefined ? outcome : `${outcome}: ${plainText(reason, 200)}`;
}
