import { listTree, resolveCommit, type TreeEntry } from '../../git/objects.ts';
import type { Repository } from '../../state/repository.ts';

export interface AtRef {
  readonly ref: string;
  readonly commit: string;
  /** Without slashes at its ends; empty for the root. */
  readonly path: string;
  /** Undefined for the root. */
  readonly entry: TreeEntry | undefined;
}

/** Reads `main/docs/a.md`. Names of branches and tags may hold slashes, so the shortest one that exists is meant. */
export async function atRef({ gitDir }: Repository, address: string): Promise<AtRef | undefined> {
  const parts = address.split('/').filter((part) => part !== '');
  for (let length = 1; length <= parts.length; length++) {
    const ref = parts.slice(0, length).join('/');
    const commit = await resolveCommit(gitDir, ref);
    if (commit === undefined) continue;
    const path = parts.slice(length).join('/');
    if (path === '') return { ref, commit, path, entry: undefined };
    const [entry] = await listTree(gitDir, commit, false, path);
    return entry === undefined ? undefined : { ref, commit, path, entry };
  }
  return undefined;
}
