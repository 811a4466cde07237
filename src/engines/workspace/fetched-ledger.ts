import { type Ledger, ledgerBranch } from '../../core/ledger/ledger.ts';
import { findCommit } from '../git/branches.ts';
import { parseRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { readLedgerTree } from './ledger-tree.ts';

/** The App's ledger as this clone last fetched it, proved whole; undefined where its branch is not here. Throws `evidence` for a chain that is broken. */
export async function fetchedLedger(repository: Repository): Promise<Ledger | undefined> {
  for (const ref of [`refs/remotes/origin/${ledgerBranch}`, `refs/heads/${ledgerBranch}`]) {
    const commit = await findCommit(repository.root, parseRef(ref));
    if (commit !== undefined) return readLedgerTree(await repository.treeAt(commit));
  }
  return undefined;
}
