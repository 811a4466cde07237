import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { close, type LedgerPolicy, reserve, type UseDecision, type UseRequest } from '../../core/gate/account-use.ts';
import { ledgerLine, parseLedger } from '../../core/gate/ledger.ts';
import type { LedgerEntry } from '../../core/gate/ledger-entry.ts';
import { levelText } from '../../core/report/number-text.ts';
import { createFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';

const namePattern = /^[0-9]{8}\.json$/;

/** Asks a person before a use is spent; throws when nobody agrees. `use` says which use, of which budget, at which level. */
export type ConfirmUse = (use: string) => Promise<void>;

export type GrantedUse = Exclude<UseDecision, { kind: 'refused' }>;

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

  /** Closes a use with its evidence, behind whatever other processes wrote meanwhile. */
  async close(reserved: LedgerEntry, evidence: Digest): Promise<void> {
    for (;;) if (await this.#append(close(await this.entries(), reserved, evidence))) return;
  }

  /** False when another process appended that index first. */
  #append(entry: LedgerEntry): Promise<boolean> {
    return createFile(join(this.#folder, `${String(entry.index).padStart(8, '0')}.json`), ledgerLine(entry));
  }
}

function refused(model: string, reason: string): AvalError {
  return new AvalError('evidence', {
    rule: 'ledger.refused',
    message: `${model}: ${reason}`,
    hint: 'Nothing was spent. Only new labelled rows open a new holdout.',
  });
}
