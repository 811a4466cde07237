import { noSha, type RefUpdate } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import { followBase, followHead } from './follow.ts';
import { announceRef } from './push-event.ts';
import { requestSuites } from './suites.ts';

/** More tags than this in one push, and GitHub sends no event for any of them. */
const tagEvents = 3;

/** All that follows from refs that have moved, by whatever way. The caller holds the repository's turn. */
export async function refsChanged(
  hub: Hub,
  repository: Repository,
  updates: readonly RefUpdate[],
  actor: Actor,
): Promise<void> {
  repository.pushedAt = hub.world.now();
  const tags = updates.filter(({ ref }) => ref.startsWith('refs/tags/'));
  const silent = tags.length > tagEvents ? new Set(tags) : new Set<RefUpdate>();
  for (const update of updates) {
    if (!silent.has(update)) await announceRef(hub, repository, update, actor);
    if (!update.ref.startsWith('refs/heads/')) continue;
    const branch = update.ref.slice('refs/heads/'.length);
    await followHead(hub, repository, branch, update, actor);
    await followBase(hub, repository, branch, update, actor);
    if (update.after === noSha) continue;
    await requestSuites(hub, repository, { sha: update.after, branch, before: update.before }, actor);
  }
}
