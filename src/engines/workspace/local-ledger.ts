import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { type LedgerPolicy, reserve, type UseDecision } from '../../core/gate/account-use.ts';
import { ledgerLine, parseLedger } from '../../core/gate/ledger.ts';
import type { LedgerEntry, ReservedEntry } from '../../core/gate/ledger-entry.ts';
import { close, type UseRequest } from '../../core/gate/use-entries.ts';
import { reserveVault, type VaultDecision } from '../../core/gate/vault-use.ts';
import { levelText } from '../../core/report/number-text.ts';
import { createFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';

const namePattern = /^[0-9]{8}\.json$/;

/** Asks a person before a use is spent; throws when nobody agrees. `use` says which use, of which budget, at which level. */
export type ConfirmUse = (use: string) => Promise<void>;

export type GrantedUse = Exclude<UseDecision, { kind: 'refused' }>;
export type GrantedVault = Exclude<VaultDecision, { kind: 'refused' }>;

/** The holdout ledger of one machine: a file for each entry, named by its index. Of several processes that append one index, one succeeds. */
export class LocalLedger {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every entry, proved as a chain. Throws `evidence` for a ledger that was changed. */
  async entries(): Promise<readonly LedgerEntry[]> {
    const names = ((await readdir(this.#folder).catch(absent)) ?? []).filter((name) => namePattern.test(name)).sort();
    const lines = await Promise.all(names.map((name) => readFile(join(this.#folder, name), 'utf8')));
    return parseLedger(lines.join(''));
  }

  /** An answer that stands, or a use that is agreed to and written down. Throws `evidence` when the budget is used up: nothing is spent. */
  async reserve(request: UseRequest, policy: LedgerPolicy, confirm: ConfirmUse): Promise<GrantedUse> {
    let agreed = false;
    for (;;) {
      const use = reserve(await this.entries(), request, policy);
      if (use.kind === 'refused') throw refused(request.model, use.reason);
      if (use.kind !== 'reserved') return use;
      const { used, budget } = use.account;
      const text = `use ${used} of ${budget} of the holdout, at ${levelText(use.entry.alpha)}`;
      if (!agreed) await confirm(`${request.model}: ${text}`);
      agreed = true;
      if (await this.#append(use.entry)) return use; // else another process was first: read and decide again
    }
  }

  /** The one use of a vault, or its answer that stands. Throws `evidence` when it is retired: nothing is spent. */
  async reserveVault(request: UseRequest, policy: LedgerPolicy, confirm: ConfirmUse): Promise<GrantedVault> {
    let agreed = false;
    for (;;) {
      const use = reserveVault(await this.entries(), request, policy);
      if (use.kind === 'refused') throw retired(request.model, use.reason);
      if (use.kind !== 'reserved') return use;
      if (!agreed) await confirm(`${request.model}: the one use of this vault, at ${levelText(use.entry.alpha)}`);
      agreed = true;
      if (await this.#append(use.entry)) return use;
    }
  }

  /** Closes a use with its evidence, behind whatever other processes wrote meanwhile. `passed`: where only the verdict left. */
  async close(reserved: ReservedEntry, evidence: Digest, passed?: boolean): Promise<void> {
    for (;;) if (await this.#append(close(await this.entries(), reserved, evidence, passed))) return;
  }

  /** False when another process appended that index first. */
  #append(entry: LedgerEntry): Promise<boolean> {
    return createFile(this.pathOf(entry.index), ledgerLine(entry));
  }

  /** The file of an entry. */
  pathOf(index: number): string {
    return join(this.#folder, `${String(index).padStart(8, '0')}.json`);
  }
}

function retired(model: string, reason: string): AvalError {
  return new AvalError('evidence', {
    rule: 'ledger.vaultRetired',
    message: `${model}: ${reason}`,
    hint: 'Nothing was spent. A vault judges one promotion. Rows that never judged open the next one: with `data.vault: {last: …}` in gates.yaml the newest do by themselves.',
  });
}

function refused(model: string, reason: string): AvalError {
  return new AvalError('evidence', {
    rule: 'ledger.refused',
    message: `${model}: ${reason}`,
    hint: 'Nothing was spent. Only new labelled rows open a new holdout.',
  });
}
