import { makeFork } from '../changes/make-repository.ts';
import { rulesOn } from '../changes/rules.ts';
import { readCommit } from '../git/commits.ts';
import { resolveCommit } from '../git/objects.ts';
import { listRefs } from '../git/refs.ts';
import { textOf } from '../json.ts';
import { commitJson } from '../shapes/commit.ts';
import { fullRepositoryJson } from '../shapes/repository.ts';
import { nodeId } from '../shapes/urls.ts';
import { userJson } from '../shapes/user.ts';
import { levelOf } from '../state/access.ts';
import type { Level } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { notFound } from './api-error.ts';
import { type Call, ok, param, type Routes } from './call.ts';
import { authorOf, inRepository, read } from './in-repository.ts';
import { listed } from './pages.ts';

const levelFor = (call: Call, repository: Repository): Level =>
  call.actor.kind === 'user' ? levelOf(call.actor.user, repository) : 'read';

const isProtected = (repository: Repository, branch: string): boolean =>
  rulesOn(repository, `refs/heads/${branch}`, { kind: 'anonymous' }, 'push').length > 0;

export const repositoryRoutes: Routes = {
  'repos/get': inRepository(read('metadata'), (call, repository) =>
    ok(fullRepositoryJson(call.hub.urls, repository, levelFor(call, repository))),
  ),
  'repos/get-collaborator-permission-level': inRepository(
    { ...read('metadata'), person: 'read' },
    (call, repository) => {
      const user = call.hub.world.user(param(call, 'username'));
      if (user === undefined) throw notFound();
      const level = levelOf(user, repository);
      const may = { admin: level === 'admin', push: level === 'admin' || level === 'write', pull: level !== 'none' };
      const permissions = { ...may, maintain: may.admin, triage: may.push };
      const about = { ...userJson(call.hub.urls, user), permissions, role_name: level };
      return ok({ permission: level, role_name: level, user: about });
    },
  ),
  'repos/list-collaborators': inRepository({ ...read('metadata'), person: 'write' }, (call, repository) => {
    const ids = new Set([repository.owner.id, ...repository.collaborators.keys()]);
    const people = [...call.hub.world.users.values()].filter((user) => ids.has(user.id));
    return listed(call, people, (user) => ({ ...userJson(call.hub.urls, user), role_name: levelOf(user, repository) }));
  }),
  'repos/create-fork': inRepository({ ...read('contents') }, async (call, repository) => {
    const name = textOf(call.body['name']) ?? repository.name;
    const fork = await makeFork(call.hub, repository, authorOf(call), name);
    return ok(fullRepositoryJson(call.hub.urls, fork, 'admin'), 202);
  }),
  'repos/list-branches': inRepository(read('contents'), async (call, repository) => {
    const refs = await listRefs(repository.gitDir, 'refs/heads');
    return listed(call, [...refs], ([ref, sha]) => {
      const name = ref.slice('refs/heads/'.length);
      const url = `${call.hub.urls.repo(repository)}/commits/${sha}`;
      return { name, commit: { sha, url }, protected: isProtected(repository, name) };
    });
  }),
  'repos/get-branch': inRepository(read('contents'), async (call, repository) => {
    const name = param(call, 'branch');
    const sha = (await listRefs(repository.gitDir, `refs/heads/${name}`)).get(`refs/heads/${name}`);
    const commit = sha === undefined ? undefined : await readCommit(repository.gitDir, sha);
    if (commit === undefined) throw notFound();
    const url = `${call.hub.urls.repo(repository)}/branches/${name}`;
    return ok({
      name,
      commit: commitJson(call.hub, repository, commit),
      _links: { self: url, html: `${call.hub.urls.page(repository)}/tree/${name}` },
      protected: isProtected(repository, name),
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    });
  }),
  'repos/list-tags': inRepository(read('contents'), async (call, repository) => {
    const refs = await listRefs(repository.gitDir, 'refs/tags');
    return listed(call, [...refs.keys()].reverse(), async (ref) => {
      const name = ref.slice('refs/tags/'.length);
      const sha = await resolveCommit(repository.gitDir, ref);
      const url = call.hub.urls.repo(repository);
      const archives = { zipball_url: `${url}/zipball/${ref}`, tarball_url: `${url}/tarball/${ref}` };
      return { name, commit: { sha, url: `${url}/commits/${sha}` }, ...archives, node_id: nodeId('Ref', ref) };
    });
  }),
};
