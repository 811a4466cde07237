import { announceRelease, publishRelease, tagFault } from '../changes/publish-release.ts';
import { booleanOf, textOf } from '../json.ts';
import { releaseJson } from '../shapes/release.ts';
import { holds, levelOf, reaches } from '../state/access.ts';
import type { Release } from '../state/release.ts';
import type { Repository } from '../state/repository.ts';
import { invalid, notFound, ruleViolation, unprocessable } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, param, type Routes } from './call.ts';
import { authorOf, inRepository, read, write } from './in-repository.ts';
import { listed } from './pages.ts';

/** Drafts are for those who may write. */
function visible(call: Call, repository: Repository): Release[] {
  const { actor } = call;
  const writes =
    actor.kind === 'integration'
      ? holds(actor, repository, 'contents', 'write')
      : actor.kind === 'user' && reaches(levelOf(actor.user, repository), 'write');
  return [...repository.releases.values()].filter((release) => writes || !release.draft);
}

export function releaseIn(call: Call, repository: Repository): Release {
  const found = visible(call, repository).find((release) => release.id === idOf(call, 'release_id'));
  if (found === undefined) throw notFound();
  return found;
}

function refuseTag(fault: 'burned' | 'taken'): never {
  if (fault === 'taken') throw invalid('Release', 'tag_name', 'already_exists');
  throw invalid('Release', 'tag_name', 'custom', 'tag_name was used by an immutable release');
}

async function publish(call: Call, repository: Repository, release: Release): Promise<void> {
  const published = await publishRelease(call.hub, repository, release, call.actor);
  if (published.kind === 'denied') throw ruleViolation([published.reason]);
  if (published.kind === 'noTarget') throw invalid('Release', 'target_commitish', 'invalid');
  if (published.kind !== 'published') refuseTag(published.kind);
}

async function create(call: Call, repository: Repository): Promise<Answer> {
  const { body } = call;
  const latest = body['make_latest'];
  const release: Release = {
    id: call.hub.world.id(),
    tagName: textOf(body['tag_name']) ?? '',
    targetCommitish: textOf(body['target_commitish']) ?? repository.defaultBranch,
    name: textOf(body['name']) ?? null,
    body: textOf(body['body']) ?? null,
    draft: true,
    prerelease: booleanOf(body['prerelease']) === true,
    immutable: false,
    author: authorOf(call),
    createdAt: call.hub.world.now(),
    publishedAt: null,
    makeLatest: latest === 'false' || latest === 'legacy' ? latest : 'true',
    assets: [],
  };
  const fault = tagFault(repository, release);
  if (fault !== undefined) refuseTag(fault);
  if (booleanOf(body['draft']) !== true) await publish(call, repository, release);
  else announceRelease(call.hub, repository, release, 'created', call.actor);
  repository.releases.set(release.id, release);
  return ok(releaseJson(call.hub, repository, release), 201);
}

/** Title and notes stay editable for ever; tag, target and state of an immutable release do not. */
async function update(call: Call, repository: Repository): Promise<Answer> {
  const release = releaseIn(call, repository);
  const { body } = call;
  const tag = textOf(body['tag_name']) ?? release.tagName;
  if (release.immutable && (tag !== release.tagName || body['draft'] === true))
    throw unprocessable('Cannot change the tag of an immutable release.');
  release.name = textOf(body['name']) ?? release.name;
  release.body = textOf(body['body']) ?? release.body;
  release.prerelease = booleanOf(body['prerelease']) ?? release.prerelease;
  if (!release.immutable) {
    release.tagName = tag;
    release.targetCommitish = textOf(body['target_commitish']) ?? release.targetCommitish;
  }
  if (release.draft && body['draft'] === false) await publish(call, repository, release);
  else announceRelease(call.hub, repository, release, 'edited', call.actor);
  return ok(releaseJson(call.hub, repository, release));
}

function latest(call: Call, repository: Repository): Answer {
  const published = visible(call, repository).filter(
    (one) => !one.draft && !one.prerelease && one.makeLatest !== 'false',
  );
  const newest = published.at(-1);
  if (newest === undefined) throw notFound();
  return ok(releaseJson(call.hub, repository, newest));
}

export const releaseRoutes: Routes = {
  'repos/create-release': inRepository(write('contents'), create),
  'repos/update-release': inRepository(write('contents'), update),
  'repos/list-releases': inRepository(read('contents'), (call, repository) =>
    listed(call, visible(call, repository).reverse(), (release) => releaseJson(call.hub, repository, release)),
  ),
  'repos/get-release': inRepository(read('contents'), (call, repository) =>
    ok(releaseJson(call.hub, repository, releaseIn(call, repository))),
  ),
  'repos/get-latest-release': inRepository(read('contents'), latest),
  'repos/get-release-by-tag': inRepository(read('contents'), (call, repository) => {
    const tag = param(call, 'tag');
    const found = [...repository.releases.values()].find((release) => !release.draft && release.tagName === tag);
    if (found === undefined) throw notFound();
    return ok(releaseJson(call.hub, repository, found));
  }),
  'repos/delete-release': inRepository(write('contents'), (call, repository) => {
    const release = releaseIn(call, repository);
    repository.releases.delete(release.id);
    announceRelease(call.hub, repository, release, 'deleted', call.actor);
    return noContent;
  }),
  'repos/check-immutable-releases': inRepository({ ...read('administration'), person: 'admin' }, (_, repository) => {
    if (!repository.immutableReleases) throw notFound();
    return ok({ enabled: true, enforced_by_owner: false });
  }),
  'repos/enable-immutable-releases': inRepository(write('administration', 'admin'), (_, repository) => {
    repository.immutableReleases = true;
    return noContent;
  }),
  'repos/disable-immutable-releases': inRepository(write('administration', 'admin'), (_, repository) => {
    repository.immutableReleases = false;
    return noContent;
  }),
};
