import { resolveCommit } from '../git/objects.ts';
import { readRef } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import { releaseJson } from '../shapes/release.ts';
import type { Actor } from '../state/actor.ts';
import type { Release } from '../state/release.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';
import { type Moved, moveRef } from './move-ref.ts';

export type Published =
  | { readonly kind: 'published' }
  | { readonly kind: 'burned' | 'taken' | 'noTarget' }
  | { readonly kind: 'denied'; readonly reason: string };

/** Why a release can't have this tag. A name that an immutable release once had is gone for good. */
export function tagFault(repository: Repository, release: Release): 'burned' | 'taken' | undefined {
  if (repository.burnedTags.has(release.tagName)) return 'burned';
  const others = [...repository.releases.values()].filter((one) => one !== release && !one.draft);
  return others.some((one) => one.tagName === release.tagName) ? 'taken' : undefined;
}

/** Makes the tag if there is none (a lightweight one), and locks everything where releases are immutable. */
export async function publishRelease(
  hub: Hub,
  repository: Repository,
  release: Release,
  actor: Actor,
): Promise<Published> {
  const fault = tagFault(repository, release);
  if (fault !== undefined) return { kind: fault };
  const ref = `refs/tags/${release.tagName}`;
  if ((await readRef(repository.gitDir, ref)) === undefined) {
    const after = await resolveCommit(repository.gitDir, release.targetCommitish);
    if (after === undefined) return { kind: 'noTarget' };
    const moved: Moved = await moveRef(hub, repository, { ref, after, create: true }, actor);
    if (moved.kind === 'denied' || moved.kind === 'forbidden') return { kind: 'denied', reason: moved.reason };
  }
  release.draft = false;
  release.publishedAt = hub.world.now();
  if (repository.immutableReleases) {
    release.immutable = true;
    repository.burnedTags.add(release.tagName);
  }
  announceRelease(hub, repository, release, 'published', actor);
  announceRelease(hub, repository, release, release.prerelease ? 'prereleased' : 'released', actor);
  return { kind: 'published' };
}

export function announceRelease(
  hub: Hub,
  repository: Repository,
  release: Release,
  action: string,
  actor: Actor,
): void {
  const changes = action === 'edited' ? { changes: {} } : {};
  const payload = { ...changes, release: releaseJson(hub, repository, release) };
  announce(hub, `release.${action}`, { repository, actor }, payload);
}
