import type { Statistics } from '../definitions/schema/statistics.ts';
import type { Digest } from '../digest.ts';
import { levelInMode, spentLevels } from '../gate/spending.ts';
import { countedAccounts } from './counted-accounts.ts';
import type { ReservedEntry } from './entry.ts';
import { type AccountRows, distinctAccounts, type KnownAccount } from './known-accounts.ts';
import type { Ledger, Use } from './ledger.ts';
import type { RowSketch } from './row-sketch.ts';

/** What a use may spend. `refused`: the account is used up. */
export type Spending =
  | { readonly kind: 'granted'; readonly use: number; readonly budget: number; readonly alpha: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** From aval.yaml of base. */
export type SpendingPolicy = Pick<Statistics, 'holdoutBudget' | 'alpha' | 'newRows' | 'holdout'>;

/** Which rows are about to judge. */
export interface JudgingRows {
  readonly account: string;
  readonly sketch?: RowSketch | undefined;
}

/**
 * Of the holdout: which use of an account this entry is, and the level that it spends (`levelInMode`). Decided by what the ledger held when the entry was
 * reserved, so that the run that evaluates and whoever checks it find the same. An earlier use counts where its rows were these, or so many of them
 * that these are not new (`countedAccounts`). One whose account is not known counts where its rows may have been these: while it was open, and for
 * good when it failed. The use is the first number that none of those has: never one twice, so that their levels add up to alpha at
 * most, and a number kept for rows that turned out to be others is free again.
 */
export function spendingOf(ledger: Ledger, entry: Use, rows: JudgingRows, policy: SpendingPolicy): Spending {
  const uses = holdoutUses(ledger);
  const { holdoutBudget: budget, alpha } = policy;
  const counting = new CountedUses(uses, { ...rows, spine: entry.reserved.spine }, policy.newRows);
  const numbers = new Map<Digest, number>();
  const before = uses.filter(({ reserved }) => reserved.index < entry.reserved.index);
  for (const other of before) numbers.set(other.digest, numberOf(other, counting, numbers));
  const counted = counting.before(entry);
  if (counted.length >= budget) {
    return { kind: 'refused', reason: `the holdout is used up: ${counted.length} of ${budget} used` };
  }
  if (policy.holdout.mode === 'hybrid' && counted.some((other) => answerBefore(other, entry)?.passed === true)) {
    return { kind: 'refused', reason: 'the holdout is retired: a change passed on it, and its mode is hybrid' };
  }
  const use = numberOf(entry, counting, numbers);
  const level = levelInMode(use, policy);
  const spent = counted.map((other) => {
    const number = numbers.get(other.digest) ?? 1;
    return { use: number, alpha: answerBefore(other, entry)?.alpha ?? levelInMode(number, policy) };
  });
  const { sum, fits } = spentLevels(spent);
  if (fits(level, alpha)) return { kind: 'granted', use, budget, alpha: level };
  return { kind: 'refused', reason: `no error rate is left under alpha ${alpha}: ${sum} is spent` };
}

/** Uses of the holdout: what a vault judged counts for no budget. */
export function holdoutUses({ uses }: Pick<Ledger, 'uses'>): readonly Use[] {
  return uses.filter(({ reserved }) => reserved.vault === undefined);
}

/** Accounts that the ledger knew when it had `index` entries, with the first sketch of each. */
export function knownAccounts(uses: readonly Use[], index = Number.POSITIVE_INFINITY): readonly KnownAccount[] {
  const rows = uses.flatMap(({ reserved, closed }) => {
    const answer = closed !== undefined && closed.index < index ? closed.answer : undefined;
    if (answer?.outcome !== 'evaluated') return [];
    const { model, spine } = reserved;
    return [{ account: answer.account, model, spine, sketch: answer.sketch }];
  });
  return distinctAccounts(rows);
}

/** Which uses count for rows, by what was known when another one was reserved. */
class CountedUses {
  readonly #uses: readonly Use[];
  readonly #rows: Omit<AccountRows, 'model'>;
  readonly #newRows: number;
  readonly #accounts = new Map<string, ReadonlySet<string>>();

  constructor(uses: readonly Use[], rows: Omit<AccountRows, 'model'>, newRows: number) {
    this.#uses = uses;
    this.#rows = rows;
    this.#newRows = newRows;
  }

  before(entry: Use): readonly Use[] {
    const accounts = this.#accountsAt(entry.reserved);
    return this.#uses.filter(
      (other) => other.reserved.index < entry.reserved.index && mayHaveUsed(other, entry.reserved, accounts),
    );
  }

  #accountsAt({ model, index }: ReservedEntry): ReadonlySet<string> {
    const known = knownAccounts(this.#uses, index);
    const name = `${model} ${known.reduce((sum, { models, spines }) => sum + models.size + spines.length, 0)}`; // both only ever grow
    const counted = this.#accounts.get(name) ?? countedAccounts({ ...this.#rows, model }, known, this.#newRows);
    this.#accounts.set(name, counted);
    return counted;
  }
}

/** The first number that no earlier use may have. `numbers` holds theirs, should their rows be these. */
function numberOf(entry: Use, counting: CountedUses, numbers: ReadonlyMap<Digest, number>): number {
  const taken = new Set(
    counting.before(entry).map((other) => answerBefore(other, entry)?.use ?? numbers.get(other.digest) ?? 1),
  );
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

/** What it is known to have spent by the time that `entry` was reserved. */
function answerBefore({ closed }: Use, entry: Use) {
  if (closed === undefined || closed.index > entry.reserved.index) return undefined;
  return closed.answer.outcome === 'evaluated' ? closed.answer : undefined;
}

function mayHaveUsed({ reserved, closed }: Use, entry: ReservedEntry, accounts: ReadonlySet<string>): boolean {
  const known = closed !== undefined && closed.index < entry.index ? closed.answer : undefined;
  if (known === undefined || known.outcome === 'failed') return mayShareRows(reserved, entry);
  return known.outcome === 'evaluated' && accounts.has(known.account);
}

/** Whether two uses whose rows are not known may have had the same. */
export function mayShareRows(one: ReservedEntry, other: ReservedEntry): boolean {
  const spine = one.spine.source === other.spine.source || one.spine.digest === other.spine.digest;
  return spine || one.model === other.model || one.rows === other.rows;
}
