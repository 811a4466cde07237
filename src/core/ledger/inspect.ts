import type { Statistics } from '../definitions/schema/statistics.ts';
import { entryDigest, type LedgerEntry } from '../gate/ledger-entry.ts';
import { spentLevels } from '../gate/spending.ts';
import { countedAccounts } from './counted-accounts.ts';
import { tierOf } from './entry.ts';
import { distinctAccounts, type PinnedSpine } from './known-accounts.ts';
import type { Ledger } from './ledger.ts';
import { type RowSketch, readSketch } from './row-sketch.ts';

/** A use as either ledger tells of it. */
export interface InspectedUse {
  /** Of the entry that reserved it. */
  readonly index: number;
  readonly digest: string;
  readonly model: string;
  readonly spine?: PinnedSpine | undefined;
  readonly tier: 'holdout' | 'vault';
  readonly state: 'open' | 'evaluated' | 'other';
  /** Known from the start on a laptop, and once it was evaluated on the branch. */
  readonly spent?: {
    readonly account: string;
    readonly use: number;
    readonly alpha: number;
    readonly package: string;
    readonly sketch?: RowSketch | undefined;
  };
  /** Digest of what it was answered with. */
  readonly evidence?: string;
}

/** Uses of the ledger on the branch. */
export function usesOnBranch({ uses }: Ledger): readonly InspectedUse[] {
  return uses.map(({ digest, reserved, closed }) => {
    const { index, model, spine } = reserved;
    const known = { index, digest, model, spine, tier: tierOf(reserved) };
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
    const { index, model, spine } = entry;
    const known = { index, digest: entryDigest(entry), model, spine, tier, spent: entry } as const;
    if (closed?.state !== 'closed') return [{ ...known, state: 'open' }];
    return [{ ...known, state: 'evaluated', evidence: closed.evidence }];
  });
}

/**
 * What is wrong with the uses of a ledger whose chain is whole, as sentences: a number of an account spent twice, a vault used twice, a sketch that
 * contradicts itself. Nothing of this can come from aval's own writers.
 */
export function faultsOf(uses: readonly InspectedUse[]): readonly string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const { index, account, use, sketch } of spentUses(uses)) {
    if (seen.has(`${account} ${use}`)) faults.push(`entry ${index} spends use ${use} of its account a second time`);
    seen.add(`${account} ${use}`);
    if (sketch && !isSound(sketch)) faults.push(`entry ${index} has a sketch that contradicts itself`);
  }
  return faults;
}

/**
 * Accounts whose levels sum above alpha over all uses that counted for them, as sentences. Entries hold levels, not the policy they were spent under: an
 * alpha that was lowered since, or `newRows` that was raised, leaves such a sum, and so does a writer other than aval.
 */
export function sumsAboveAlpha(
  uses: readonly InspectedUse[],
  { alpha, newRows }: Pick<Statistics, 'alpha' | 'newRows'>,
): readonly string[] {
  const holdout = spentUses(uses).filter(({ tier }) => tier === 'holdout');
  const accounts = distinctAccounts(holdout);
  const above: string[] = [];
  for (const { account, models, spines, sketch } of accounts) {
    // What was asked of other rows after these were asked last counted for none of these uses.
    const last = holdout.findLast((use) => use.account === account)?.index ?? 0;
    for (const model of models) {
      const counted = countedAccounts({ account, model, spine: spines[0], sketch }, accounts, newRows);
      const { sum, fits } = spentLevels(holdout.filter((use) => use.index <= last && counted.has(use.account)));
      if (!fits(0, alpha))
        above.push(
          `${model}: uses of ${account.slice(0, 19)}… sum to ${sum}, above the alpha of ${alpha} that aval.yaml has now`,
        );
    }
  }
  return above;
}

function spentUses(uses: readonly InspectedUse[]) {
  return uses.flatMap(({ spent, ...use }) => (spent === undefined ? [] : [{ ...use, ...spent }]));
}

function isSound(sketch: RowSketch): boolean {
  const { tier, others, below } = readSketch(sketch);
  return [tier, others].every((hashes) => (hashes.at(-1) ?? 0) <= below);
}
