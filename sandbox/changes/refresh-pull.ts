import { writeCommit } from '../git/commits.ts';
import { mergeTrees } from '../git/merge.ts';
import { noSha, readRef } from '../git/refs.ts';
import { runGit } from '../git/run-git.ts';
import type { Hub } from '../hub.ts';
import type { Pull } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';

/** Brings `refs/pull/N/head` and `refs/pull/N/merge` up to date. The latter is absent while the two sides conflict. */
export async function refreshPull(hub: Hub, repository: Repository, pull: Pull): Promise<void> {
  const { gitDir } = repository;
  const { head } = pull;
  if (head.repository !== repository) {
    const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', head.repository.gitDir];
    await runGit(gitDir, [...args, `+${head.sha}:refs/pull/${pull.number}/head`]);
  } else await runGit(gitDir, ['update-ref', `refs/pull/${pull.number}/head`, head.sha]);
  const base = (await readRef(gitDir, `refs/heads/${pull.base.ref}`)) ?? pull.base.sha;
  const tree = await mergeTrees(gitDir, base, head.sha);
  const mergeRef = `refs/pull/${pull.number}/merge`;
  pull.mergeable = tree !== undefined;
  if (tree === undefined) {
    pull.mergeTestSha = undefined;
    if ((await readRef(gitDir, mergeRef)) !== undefined) await runGit(gitDir, ['update-ref', '-d', mergeRef]);
    return;
  }
  const author = { name: pull.user.name, email: pull.user.email, date: hub.world.now() };
  const committer = { name: 'GitHub', email: 'noreply@github.com', date: author.date };
  const message = `Merge ${head.sha} into ${base}`;
  pull.mergeTestSha = await writeCommit(gitDir, { tree, parents: [base, head.sha], author, committer, message });
  await runGit(gitDir, ['update-ref', mergeRef, pull.mergeTestSha]);
}

/** The base branch's tip; its last known one when the branch is gone. */
export async function baseTip(repository: Repository, pull: Pull): Promise<string> {
  return (await readRef(repository.gitDir, `refs/heads/${pull.base.ref}`)) ?? (pull.base.sha || noSha);
}
