import { isAncestor, noSha, type RefUpdate } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import { pullJson } from '../shapes/pull.ts';
import type { Actor } from '../state/actor.ts';
import { userOf } from '../state/actor.ts';
import type { Pull } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';
import { baseTip, refreshPull } from './refresh-pull.ts';

/** Open pull requests whose head is this branch, in this repository or in one it was forked from, follow it. */
export async function followHead(
  hub: Hub,
  repository: Repository,
  branch: string,
  update: RefUpdate,
  actor: Actor,
): Promise<void> {
  for (const base of hub.world.repositories.values())
    for (const pull of base.pulls.values()) {
      if (pull.state !== 'open' || pull.head.repository !== repository || pull.head.ref !== branch) continue;
      const follow = (): Promise<void> => moveHead(hub, base, pull, update, actor);
      if (base === repository) await follow();
      else repository.afterTurn(base.inTurn(follow));
    }
}

async function moveHead(hub: Hub, base: Repository, pull: Pull, update: RefUpdate, actor: Actor): Promise<void> {
  if (update.after === noSha) return closePull(hub, base, pull, actor);
  pull.head.sha = update.after;
  pull.base.sha = await baseTip(base, pull);
  pull.updatedAt = hub.world.now();
  await refreshPull(hub, base, pull);
  announce(
    hub,
    'pull_request.synchronize',
    { repository: base, actor },
    {
      number: pull.number,
      before: update.before,
      after: update.after,
      pull_request: await pullJson(hub, base, pull),
    },
  );
}

/** Open pull requests into this branch are tested against its new tip; one that is contained in it counts as merged. */
export async function followBase(
  hub: Hub,
  repository: Repository,
  branch: string,
  update: RefUpdate,
  actor: Actor,
): Promise<void> {
  for (const pull of repository.pulls.values()) {
    if (pull.state !== 'open' || pull.base.ref !== branch) continue;
    if (update.after === noSha) await closePull(hub, repository, pull, actor);
    else if (await isAncestor(repository.gitDir, pull.head.sha, update.after)) {
      markMerged(hub, pull, update.after, actor);
      await announceClosed(hub, repository, pull, actor);
    } else await refreshPull(hub, repository, pull);
  }
}

export function markMerged(hub: Hub, pull: Pull, commit: string, actor: Actor): void {
  pull.mergedAt = hub.world.now();
  pull.mergedBy = userOf(actor) ?? null;
  pull.mergeCommitSha = commit;
  markClosed(hub, pull, actor);
}

export async function closePull(hub: Hub, repository: Repository, pull: Pull, actor: Actor): Promise<void> {
  markClosed(hub, pull, actor);
  await announceClosed(hub, repository, pull, actor);
}

function markClosed(hub: Hub, pull: Pull, actor: Actor): void {
  pull.state = 'closed';
  pull.closedAt = hub.world.now();
  pull.closedBy = userOf(actor) ?? null;
  pull.updatedAt = pull.closedAt;
}

export async function announceClosed(hub: Hub, repository: Repository, pull: Pull, actor: Actor): Promise<void> {
  const pull_request = await pullJson(hub, repository, pull);
  announce(hub, 'pull_request.closed', { repository, actor }, { number: pull.number, pull_request });
}
