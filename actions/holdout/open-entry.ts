import { type Ledger, ledgerBranch, type Use } from '../../src/core/ledger/ledger.ts';
import { parseRef, type Sha } from '../../src/engines/git/ref.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { readLedgerTree } from '../../src/engines/workspace/ledger-tree.ts';
import type { Ports } from './ports.ts';
import { refused } from './refused.ts';
import type { Request } from './request.ts';

export interface OpenEntry {
  /** Commit of the branch that the ledger was read at. */
  readonly at: Sha;
  readonly ledger: Ledger;
  readonly use: Use;
}

/** The entry that is asked for, in a ledger that is whole, and not answered yet. Throws `evidence`. */
export async function openEntry(
  { entry }: Request,
  repository: Repository,
  ports: Pick<Ports, 'fetch'>,
): Promise<OpenEntry> {
  const at = await ports.fetch(parseRef(`refs/heads/${ledgerBranch}`));
  if (at === undefined) throw refused('ledger', `there is no branch ${ledgerBranch}`);
  const ledger = await readLedgerTree(await repository.treeAt(at));
  const use = ledger.uses.find(({ digest }) => digest === entry);
  if (use === undefined) throw refused('entry', `the holdout ledger has no entry ${entry}`);
  if (use.closed !== undefined)
    throw refused('closed', `entry ${use.reserved.index} of the holdout ledger is answered`);
  return { at, ledger, use };
}
