import { mergeCommits } from '../git/merge.ts';
import { writeRef } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from '../state/actor.ts';
import type { Pull } from '../state/issue.ts';
import type { User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { announceClosed, markMerged } from './follow.ts';
import { baseTip } from './refresh-pull.ts';
import { refsChanged } from './refs-changed.ts';
import { missingForMerge } from './required.ts';

export interface MergeWish {
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly sha: string | undefined;
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly user: User;
}

export type Merged =
  | { readonly kind: 'merged'; readonly sha: string }
  | { readonly kind: 'refused'; readonly status: 405 | 409; readonly message: string };

const refused = (status: 405 | 409, message: string): Merged => ({ kind: 'refused', status, message });

/** Merges as the green button does. Takes the repository's turn. */
export async function mergePull(
  hub: Hub,
  repository: Repository,
  pull: Pull,
  wish: MergeWish,
  actor: Actor,
): Promise<Merged> {
  return repository.inTurn(async () => {
    if (pull.state === 'closed') return refused(405, 'Pull Request is not mergeable');
    if (wish.sha !== undefined && wish.sha !== pull.head.sha)
      return refused(409, 'Head branch was modified. Review and try the merge again.');
    if (pull.draft) return refused(405, 'Pull Request is still a draft');
    const base = await baseTip(repository, pull);
    const missing = await missingForMerge(repository, pull, base, wish.method, actor);
    if (missing.length > 0) return refused(405, `Repository rule violations found\n\n${missing.join('\n')}\n\n`);
    const date = hub.world.now();
    const after = await mergeCommits(repository.gitDir, {
      method: wish.method,
      base,
      head: pull.head.sha,
      message: messageOf(pull, wish),
      author: { name: wish.user.name, email: wish.user.email, date },
      committer: { name: 'GitHub', email: 'noreply@github.com', date },
    });
    if (after === undefined) return refused(405, 'Pull Request is not mergeable');
    const update = { ref: `refs/heads/${pull.base.ref}`, before: base, after };
    if (!(await writeRef(repository.gitDir, update)))
      return refused(409, 'Base branch was modified. Review and try the merge again.');
    markMerged(hub, pull, after, actor);
    pull.mergedOnto = base;
    await announceClosed(hub, repository, pull, actor);
    await refsChanged(hub, repository, [update], actor);
    return { kind: 'merged', sha: after };
  });
}

function messageOf(pull: Pull, wish: MergeWish): string {
  const merge = `Merge pull request #${pull.number} from ${pull.head.repository.owner.login}/${pull.head.ref}`;
  const title = wish.title ?? (wish.method === 'squash' ? `${pull.title} (#${pull.number})` : merge);
  const body = wish.message ?? (wish.method === 'squash' ? (pull.body ?? '') : pull.title);
  return body === '' ? title : `${title}\n\n${body}`;
}
