import type { Tree } from '../../core/definitions/definitions.ts';
import { gitTree } from './git-tree.ts';
import type { Sha } from './ref.ts';
import { gitFailure, runGit } from './run-git.ts';

/** What a merge of the two would hold, by git's own three-way merge; undefined while they conflict. No ref moves, nothing is checked out. */
export async function mergedTree(root: string, base: Sha, head: Sha): Promise<Tree | undefined> {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', base, head];
  const { code, output, complaint } = await runGit(root, args, { accept: [1] });
  // A commit that is not there ends with the same code as a conflict, which names its tree.
  if (output.length === 0) throw gitFailure(args, code, complaint);
  if (code !== 0) return undefined;
  return gitTree(root, output.toString('latin1').trim());
}
