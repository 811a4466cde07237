import { readCommit, writeCommit } from '../git/commits.ts';
import { readRef } from '../git/refs.ts';
import { withoutChange } from '../git/without-change.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from '../state/actor.ts';
import type { Pull } from '../state/issue.ts';
import type { User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { moveRef } from './move-ref.ts';
import { openPull } from './open-pull.ts';
import { baseTip } from './refresh-pull.ts';

export type Reverted =
  | { readonly kind: 'opened'; readonly pull: Pull }
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): Reverted => ({ kind: 'refused', message });

/** GitHub's own words. */
const impossible =
  "Sorry, this pull request couldn't be reverted automatically. It may have already been reverted, or the content may have changed since it was merged.";

/** As the button under a merged pull request: a branch without what the merge brought, and a pull request from it. */
export async function revertPull(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  user: User,
  actor: Actor,
): Promise<Reverted> {
  const commit = await revertCommit(hub, repository, pull, user);
  if (commit === undefined) return refused(impossible);
  const ref = await freeBranch(repository, `revert-${pull.number}-${pull.head.ref}`);
  const moved = await moveRef(hub, repository, { ref: `refs/heads/${ref}`, after: commit, create: true }, actor);
  if (moved.kind !== 'moved') return refused('reason' in moved ? moved.reason : impossible);
  const opened = await openPull(
    hub,
    repository,
    {
      title: `Revert "${pull.title}"`,
      body: `Reverts ${repository.fullName}#${pull.number}`,
      head: { repository, ref },
      base: pull.base.ref,
      draft: false,
      user,
      maintainerCanModify: false,
    },
    actor,
  );
  return opened.kind === 'opened' ? opened : refused(impossible);
}

/** Undefined where nothing is left to take out, or where it can't be. */
async function revertCommit(hub: Hub, repository: Repository, pull: Pull, user: User): Promise<string | undefined> {
  const { gitDir } = repository;
  const { mergedOnto: before, mergeCommitSha: after } = pull;
  if (before === null || after === null) return undefined;
  const date = hub.world.now();
  const author = { name: user.name, email: user.email, date };
  const tip = await baseTip(repository, pull);
  const tree = await withoutChange(gitDir, tip, { before, after }, author);
  if (tree === undefined || tree === (await readCommit(gitDir, tip))?.tree) return undefined;
  const committer = { name: 'GitHub', email: 'noreply@github.com', date };
  const message = `Revert "${pull.title}"\n\nThis reverts commit ${after}.`;
  return writeCommit(gitDir, { tree, parents: [tip], author, committer, message });
}

async function freeBranch(repository: Repository, name: string): Promise<string> {
  for (let count = 0; ; count++) {
    const wanted = count === 0 ? name : `${name}-${count}`;
    if ((await readRef(repository.gitDir, `refs/heads/${wanted}`)) === undefined) return wanted;
  }
}
