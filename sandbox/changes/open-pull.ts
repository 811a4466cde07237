import { isAncestor, readRef } from '../git/refs.ts';
import { runGit } from '../git/run-git.ts';
import type { Hub } from '../hub.ts';
import { pullJson } from '../shapes/pull.ts';
import type { Actor } from '../state/actor.ts';
import type { Pull } from '../state/issue.ts';
import type { App, User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';
import { refreshPull } from './refresh-pull.ts';

export interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly head: { readonly repository: Repository; readonly ref: string };
  readonly base: string;
  readonly draft: boolean;
  readonly user: User;
  readonly app?: App;
  readonly maintainerCanModify: boolean;
}

export type Opened =
  | { readonly kind: 'opened'; readonly pull: Pull }
  | { readonly kind: 'noHead' | 'noBase' | 'noCommits' | 'exists' };

/** Takes the repository's turn. */
export async function openPull(hub: Hub, repository: Repository, wanted: NewPull, actor: Actor): Promise<Opened> {
  return repository.inTurn(async () => {
    const { head } = wanted;
    const sha = await readRef(head.repository.gitDir, `refs/heads/${head.ref}`);
    const base = await readRef(repository.gitDir, `refs/heads/${wanted.base}`);
    if (sha === undefined) return { kind: 'noHead' };
    if (base === undefined) return { kind: 'noBase' };
    const same = (pull: Pull): boolean =>
      pull.state === 'open' &&
      pull.head.repository === head.repository &&
      pull.head.ref === head.ref &&
      pull.base.ref === wanted.base;
    if ([...repository.pulls.values()].some(same)) return { kind: 'exists' };
    if (head.repository !== repository)
      await runGit(repository.gitDir, [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        head.repository.gitDir,
        sha,
      ]);
    if (await isAncestor(repository.gitDir, sha, base)) return { kind: 'noCommits' };
    const pull = newPull(hub, repository, wanted, sha, base);
    repository.issues.set(pull.number, pull);
    repository.pulls.set(pull.number, pull);
    await refreshPull(hub, repository, pull);
    const pull_request = await pullJson(hub, repository, pull);
    announce(hub, 'pull_request.opened', { repository, actor }, { number: pull.number, pull_request });
    return { kind: 'opened', pull };
  });
}

function newPull(hub: Hub, repository: Repository, wanted: NewPull, sha: string, base: string): Pull {
  const now = hub.world.now();
  const { title, body, draft, user, maintainerCanModify } = wanted;
  return {
    id: hub.world.id(),
    pullId: hub.world.id(),
    number: repository.takeNumber(),
    title,
    body,
    draft,
    user,
    ...(wanted.app === undefined ? {} : { app: wanted.app }),
    maintainerCanModify,
    head: { ...wanted.head, sha },
    base: { ref: wanted.base, sha: base },
    state: 'open',
    stateReason: null,
    labels: new Set(),
    assignees: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    mergeTestSha: undefined,
    mergeable: false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    mergedOnto: null,
    requestedReviewers: [],
  };
}
