import { noSha } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import { checkSuiteJson } from '../shapes/check.ts';
import { reaches } from '../state/access.ts';
import type { Actor } from '../state/actor.ts';
import type { CheckSuite } from '../state/check.ts';
import type { App } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';

/** The App's suite for a commit; made when there is none. */
export function suiteFor(hub: Hub, repository: Repository, app: App, sha: string, branch?: string): CheckSuite {
  const known = [...repository.checkSuites.values()].find((suite) => suite.app === app && suite.headSha === sha);
  if (known !== undefined) return known;
  return addSuite(hub, repository, app, sha, branch);
}

export function addSuite(
  hub: Hub,
  repository: Repository,
  app: App,
  sha: string,
  branch?: string,
  before?: string,
): CheckSuite {
  const now = hub.world.now();
  const suite: CheckSuite = {
    id: hub.world.id(),
    app,
    headSha: sha,
    headBranch: branch ?? null,
    before: before === noSha || before === undefined ? null : before,
    createdAt: now,
    updatedAt: now,
  };
  repository.checkSuites.set(suite.id, suite);
  return suite;
}

/** A push asks every App that may write checks for a suite. */
export async function requestSuites(
  hub: Hub,
  repository: Repository,
  push: { sha: string; branch: string; before: string },
  actor: Actor,
): Promise<void> {
  for (const { app, permissions } of hub.world.installationsOn(repository)) {
    if (!reaches(permissions['checks'] ?? 'none', 'write')) continue;
    const known = [...repository.checkSuites.values()].some((one) => one.app === app && one.headSha === push.sha);
    if (known) continue;
    const suite = addSuite(hub, repository, app, push.sha, push.branch, push.before);
    const check_suite = await checkSuiteJson(hub, repository, suite);
    announce(hub, 'check_suite.requested', { repository, actor, only: app }, { check_suite });
  }
}
