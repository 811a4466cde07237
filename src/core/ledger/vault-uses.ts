import type { Ledger, Use } from './ledger.ts';

/** One question that a promotion asked of a vault, and what came of it. */
export interface VaultUse {
  /** Index of the entry that reserved it. */
  readonly entry: number;
  readonly model: string;
  readonly version: string;
  readonly package: string;
  /** The pull request that promotes the version. */
  readonly pull?: number;
  readonly outcome: 'open' | 'passed' | 'not passed' | 'refused' | 'failed';
  /** Why it was refused, or failed. */
  readonly reason?: string;
}

/** What was asked of vaults, oldest first. */
export function vaultUses({ uses }: Ledger): readonly VaultUse[] {
  return uses.flatMap((use): VaultUse[] => {
    const { index: entry, model, vault, pull } = use.reserved;
    if (vault === undefined) return [];
    return [{ entry, model, ...vault, ...(pull !== undefined && { pull }), ...outcomeOf(use) }];
  });
}

function outcomeOf({ closed }: Use): Pick<VaultUse, 'outcome' | 'reason'> {
  const answer = closed?.answer;
  if (answer === undefined) return { outcome: 'open' };
  if (answer.outcome === 'evaluated') return { outcome: answer.passed === true ? 'passed' : 'not passed' };
  return { outcome: answer.outcome, reason: answer.reason };
}
