import { join } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import type { PackageSource } from '../../core/registry/package.ts';
import type { Sha } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { noCredentials } from '../http/credentials.ts';
import { FolderStore } from '../store/folder-store.ts';
import { loadBase, loadSide, type Workspace } from './workspace.ts';

/** Two commits of one repository, and where to work on them. */
export interface OpenedCommits {
  /** What is proposed, or landed: what is looked at is its merge with `base`. */
  readonly head: Sha;
  /** What it is compared with; its policy judges. */
  readonly base: Sha;
  readonly store: PackageSource;
  /** A folder of one's own, outside of the repository. */
  readonly cacheFolder: string;
}

/**
 * A workspace of two commits: both are read from git as data, neither is checked out. It has no credential: what needs one must lie in the cache
 * folder already. Throws `config` with every fault of either, `evidence` where
 * they can't be merged.
 */
export async function openCommits(repository: Repository, opened: OpenedCommits): Promise<Workspace> {
  const { store, cacheFolder } = opened;
  const merged = await repository.mergedTree(opened.base, opened.head);
  if (merged === undefined) {
    const message = `commit ${opened.head.slice(0, 12)} conflicts with ${opened.base.slice(0, 12)}`;
    throw new AvalError('evidence', { rule: 'git.mergeConflict', message, hint: 'Merge the default branch into it.' });
  }
  const head = await loadSide(merged);
  const base = await loadBase(await repository.treeAt(opened.base), head);
  const work = new FolderStore(join(cacheFolder, 'work'), { keep: 'newest' });
  const commits = { repository, head, base, baseName: opened.base.slice(0, 12), policy: base };
  return { ...commits, store, work, cacheFolder, loadSide, credentials: noCredentials };
}
