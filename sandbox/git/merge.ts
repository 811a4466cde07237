import { type Commit, readCommits, type Signature, writeCommit } from './commits.ts';
import { runGit } from './run-git.ts';

/** The tree of a three-way merge; undefined when it conflicts. */
export async function mergeTrees(gitDir: string, ours: string, theirs: string): Promise<string | undefined> {
  const args = ['merge-tree', '--write-tree', '--allow-unrelated-histories', ours, theirs];
  const { code, output } = await runGit(gitDir, args, { accept: [1] });
  return code === 0 ? output.toString('latin1').split('\n')[0] : undefined;
}

export interface MergeRequest {
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Makes the commit that a merge by this method leaves on the base branch; undefined when it conflicts. */
export async function mergeCommits(gitDir: string, request: MergeRequest): Promise<string | undefined> {
  const { base, head, message, author, committer } = request;
  if (request.method === 'rebase') return rebase(gitDir, base, head, committer);
  const tree = await mergeTrees(gitDir, base, head);
  if (tree === undefined) return undefined;
  const parents = request.method === 'merge' ? [base, head] : [base];
  return writeCommit(gitDir, { tree, parents, author, committer, message });
}

async function rebase(gitDir: string, base: string, head: string, committer: Signature): Promise<string | undefined> {
  const commits = await readCommits(gitDir, ['--reverse', '--no-merges', `${base}..${head}`]);
  let tip = base;
  for (const commit of commits) {
    const tree = await pick(gitDir, tip, commit, committer);
    if (tree === undefined) return undefined;
    const { author, message } = commit;
    tip = await writeCommit(gitDir, { tree, parents: [tip], author, committer, message });
  }
  return tip;
}

/**
 * The tree of one commit's change on top of `onto`. git 2.39 can't name the merge base, so a commit with `onto`'s tree and the
 * change's own parent stands in for `onto`.
 */
async function pick(gitDir: string, onto: string, commit: Commit, committer: Signature): Promise<string | undefined> {
  const [target] = await readCommits(gitDir, ['-1', onto]);
  if (target === undefined) return undefined;
  const parents = commit.parents.slice(0, 1);
  const author = committer;
  const stand = await writeCommit(gitDir, { tree: target.tree, parents, author, committer, message: 'onto' });
  return mergeTrees(gitDir, stand, commit.sha);
}
