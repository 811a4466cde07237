import { isAncestor } from '../src/engines/git/branches.ts';
import type { Mirror } from '../src/engines/git/mirror.ts';
import type { Sha } from '../src/engines/git/ref.ts';
import { type NewCommit, writeCommit } from '../src/engines/git/write-commit.ts';

/**
 * Sees that a branch holds just our one commit behind `tip`, or behind what `tip` follows: a crash may have come before the pull request, and the
 * default branch gone on. `taken`: it holds something else, which is not ours to propose in our name. The branch must have been fetched.
 */
export async function ownBranch(
  mirror: Mirror,
  branch: string,
  tip: Sha,
  commit: Pick<NewCommit, 'files' | 'message' | 'author'>,
): Promise<'ours' | 'taken'> {
  const { repository } = mirror;
  const behind = async (parent: Sha): Promise<Sha> =>
    writeCommit(repository.root, { ...commit, parent, time: await repository.timeOf(parent) });
  const standing = await mirror.commitOf(`refs/heads/${branch}`);
  if (standing === undefined) return (await mirror.push(await behind(tip), branch)) === 'done' ? 'ours' : 'taken';
  const parent = await mirror.commitOf(`${standing}^`);
  if (parent === undefined || !(await isAncestor(repository.root, parent, tip))) return 'taken';
  return standing === (await behind(parent)) ? 'ours' : 'taken';
}
