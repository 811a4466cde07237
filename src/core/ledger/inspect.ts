import type { Statistics } from '../definitions/schema/statistics.ts';
import type { LedgerEntry } from '../gate/ledger-entry.ts';
import { spentLevels } from '../gate/spending.ts';
import { countedAccounts, distinctAccounts } from './counted-accounts.ts';
import { tierOf } from './entry.ts';
import type { Ledger } from './ledger.ts';
import { type RowSketch, readSketch } from './row-sketch.ts';

/** A use as either ledger tells of it. */
export interface InspectedUse {
  /** Of the entry that reserved it. */
  readonly index: number;
  readonly model: string;
  readonly tier: 'holdout' | 'vault';
  readonly state: 'open' | 'evaluated' | 'other';
  /** Known from the start on a laptop, and once it was evaluated on the branch. */
  readonly spent?: {
    readonly account: string;
    readonly use: number;
    readonly alpha: number;
    readonly sketch?: RowSketch | undefined;
  };
  /** Digest of what it was answered with. */
  readonly evidence?: string;
}

/** Uses of the ledger on the branch. */
export function usesOnBranch({ uses }: Ledger): readonly InspectedUse[] {
  return uses.map(({ reserved, closed }) => {
    const known = { index: reserved.index, model: reserved.model, tier: tierOf(reserved) };
    if (closed === undefined) return { ...known, state: 'open' };
    const { answer } = closed;
    if (answer.outcome !== 'evaluated') return { ...known, state: 'other' };
    return { ...known, state: 'evaluated', spent: answer, evidence: answer.evidence };
  });
}

/** Uses of the ledger of one machine. */
export function usesOnLaptop(entries: readonly LedgerEntry[]): readonly InspectedUse[] {
  return entries.flatMap((entry): InspectedUse[] => {
    if (entry.state !== 'reserved') return [];
    const closed = entries.find(
      (one) => one.state === 'closed' && one.account === entry.account && one.use === entry.use,
    );
    const tier = entry.tier ?? 'holdout';
    const known = { index: entry.index, model: entry.model, tier, spent: entry } as const;
    if (closed?.state !== 'closed') return [{ ...known, state: 'open' }];
    return [{ ...known, state: 'evaluated', evidence: closed.evidence }];
  });
}

/**
 * What is wrong with the uses of a ledger whose chain is whole, as sentences: a number of an account spent twice, levels that sum above alpha over
 * all uses that count for an account, a vault used twice, a sketch that contradicts itself. Nothing of this can come from aval's own writers.
 */
export function faultsOf(uses: readonly InspectedUse[], { alpha, newRows }: Statistics): readonly string[] {
  const known = uses.flatMap(({ spent, ...use }) => (spent === undefined ? [] : [{ ...use, ...spent }]));
  const holdout = known.filter(({ tier }) => tier === 'holdout');
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const { index, account, use, sketch } of known) {
    if (seen.has(`${account} ${use}`)) faults.push(`entry ${index} spends use ${use} of its account a second time`);
    seen.add(`${account} ${use}`);
    if (sketch && !isSound(sketch)) faults.push(`entry ${index} has a sketch that contradicts itself`);
  }
  const accounts = distinctAccounts(holdout);
  for (const { account, models, sketch } of accounts) {
    for (const model of models) {
      const counted = countedAccounts({ account, model, sketch }, accounts, newRows);
      const { sum, fits } = spentLevels(holdout.filter((use) => counted.has(use.account)));
      if (!fits(0, alpha))
        faults.push(`${model}: uses of ${account.slice(0, 19)}… sum to ${sum}, above alpha ${alpha}`);
    }
  }
  return faults;
}

function isSound(sketch: RowSketch): boolean {
  const { tier, others, below } = readSketch(sketch);
  return [tier, others].every((hashes) => (hashes.at(-1) ?? 0) <= below);
}
