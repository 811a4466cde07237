import { announce } from '../changes/announce.ts';
import { closePull } from '../changes/follow.ts';
import { type MergeWish, mergePull } from '../changes/merge-pull.ts';
import { openPull } from '../changes/open-pull.ts';
import { pullBase } from '../changes/pull-base.ts';
import { baseTip, refreshPull } from '../changes/refresh-pull.ts';
import { readCommits } from '../git/commits.ts';
import { diffFiles } from '../git/diff.ts';
import { readRef } from '../git/refs.ts';
import { booleanOf, type Json, textOf } from '../json.ts';
import { commitJson, fileJson } from '../shapes/commit.ts';
import { pullJson, simplePullJson } from '../shapes/pull.ts';
import { levelOf, reaches } from '../state/access.ts';
import type { Pull } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
import { type Answer, type Call, idOf, ok, type Routes } from './call.ts';
import { authorOf, inRepository, read, viaApp, write } from './in-repository.ts';
import { listed } from './pages.ts';

export function pullIn(call: Call, repository: Repository): Pull {
  const pull = repository.pulls.get(idOf(call, 'pull_number'));
  if (pull === undefined) throw notFound();
  return pull;
}

function headOf(call: Call, repository: Repository): { repository: Repository; ref: string } {
  const text = textOf(call.body['head']) ?? '';
  const [owner, ref] = text.includes(':')
    ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
    : ['', text];
  const network = [repository, ...(repository.parent === undefined ? [] : [repository.parent]), ...repository.forks];
  const from = owner === '' ? repository : network.find((one) => one.owner.login.toLowerCase() === owner.toLowerCase());
  if (from === undefined) throw invalid('PullRequest', 'head', 'invalid');
  return { repository: from, ref };
}

async function create(call: Call, repository: Repository): Promise<Answer> {
  const head = headOf(call, repository);
  const base = textOf(call.body['base']) ?? '';
  const user = authorOf(call);
  if (call.actor.kind === 'user' && head.repository === repository && !reaches(levelOf(user, repository), 'write'))
    throw new ApiError(403, 'Must have push access to repository.');
  const wanted = {
    title: textOf(call.body['title']) ?? '',
    body: textOf(call.body['body']) ?? null,
    head,
    base,
    draft: booleanOf(call.body['draft']) === true,
    user,
    ...viaApp(call),
    maintainerCanModify: booleanOf(call.body['maintainer_can_modify']) ?? false,
  };
  const opened = await openPull(call.hub, repository, wanted, call.actor);
  const name = `${head.repository.owner.login}:${head.ref}`;
  if (opened.kind === 'noHead') throw invalid('PullRequest', 'head', 'invalid');
  if (opened.kind === 'noBase') throw invalid('PullRequest', 'base', 'invalid');
  if (opened.kind === 'noCommits')
    throw invalid('PullRequest', 'base', 'custom', `No commits between ${base} and ${head.ref}`);
  if (opened.kind !== 'opened')
    throw invalid('PullRequest', 'head', 'custom', `A pull request already exists for ${name}.`);
  return ok(await pullJson(call.hub, repository, opened.pull), 201);
}

async function update(call: Call, repository: Repository): Promise<Answer> {
  const pull = pullIn(call, repository);
  const user = authorOf(call);
  if (call.actor.kind === 'user' && pull.user !== user && !reaches(levelOf(user, repository), 'write'))
    throw new ApiError(403, 'Must have push access to repository.');
  const where = { repository, actor: call.actor };
  const changes: Json = {};
  await repository.inTurn(async () => {
    const title = textOf(call.body['title']);
    if (title !== undefined && title !== pull.title) {
      changes['title'] = { from: pull.title };
      pull.title = title;
    }
    if ('body' in call.body && call.body['body'] !== pull.body) {
      changes['body'] = { from: pull.body ?? '' };
      pull.body = textOf(call.body['body']) ?? null;
    }
    await retarget(call, repository, pull, changes);
    pull.updatedAt = call.hub.world.now();
    if (Object.keys(changes).length > 0)
      announce(call.hub, 'pull_request.edited', where, {
        number: pull.number,
        changes,
        pull_request: await pullJson(call.hub, repository, pull),
      });
    if (call.body['state'] === 'closed' && pull.state === 'open')
      await closePull(call.hub, repository, pull, call.actor);
    if (call.body['state'] === 'open' && pull.state === 'closed') await reopen(call, repository, pull);
  });
  return ok(await pullJson(call.hub, repository, pull));
}

async function retarget(call: Call, repository: Repository, pull: Pull, changes: Json): Promise<void> {
  const base = textOf(call.body['base']);
  if (base === undefined || base === pull.base.ref) return;
  const tip = await readRef(repository.gitDir, `refs/heads/${base}`);
  if (tip === undefined) throw invalid('PullRequest', 'base', 'invalid');
  changes['base'] = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
  pull.base = { ref: base, sha: tip };
  await refreshPull(call.hub, repository, pull);
}

async function reopen(call: Call, repository: Repository, pull: Pull): Promise<void> {
  const head = await readRef(pull.head.repository.gitDir, `refs/heads/${pull.head.ref}`);
  if (pull.mergedAt !== null || head === undefined)
    throw invalid('PullRequest', 'state', 'custom', 'state cannot be changed. The pull request cannot be reopened.');
  pull.head.sha = head;
  pull.base.sha = await baseTip(repository, pull);
  Object.assign(pull, { state: 'open', closedAt: null, closedBy: null });
  await refreshPull(call.hub, repository, pull);
  const pull_request = await pullJson(call.hub, repository, pull);
  announce(call.hub, 'pull_request.reopened', { repository, actor: call.actor }, { number: pull.number, pull_request });
}

async function merge(call: Call, repository: Repository): Promise<Answer> {
  const pull = pullIn(call, repository);
  const asked = call.body['merge_method'];
  const method: MergeWish['method'] = asked === 'squash' || asked === 'rebase' ? asked : 'merge';
  const wish = {
    method,
    sha: textOf(call.body['sha']),
    title: textOf(call.body['commit_title']),
    message: textOf(call.body['commit_message']),
    user: authorOf(call),
  };
  const merged = await mergePull(call.hub, repository, pull, wish, call.actor);
  if (merged.kind === 'refused') throw new ApiError(merged.status, merged.message);
  return ok({ sha: merged.sha, merged: true, message: 'Pull Request successfully merged' });
}

function list(call: Call, repository: Repository): Promise<Answer> {
  const [state, head, base] = [call.query.get('state') ?? 'open', call.query.get('head'), call.query.get('base')];
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      // GitHub ignores a head that names no owner
      (head?.includes(':') !== true || `${pull.head.repository.owner.login}:${pull.head.ref}` === head) &&
      (base === null || pull.base.ref === base),
  );
  if ((call.query.get('direction') ?? (call.query.has('sort') ? 'asc' : 'desc')) === 'desc') found.reverse();
  return listed(call, found, (pull) => simplePullJson(call.hub, repository, pull));
}

export const pullRoutes: Routes = {
  'pulls/create': inRepository(write('pull_requests', 'read'), create),
  'pulls/list': inRepository(read('pull_requests'), list),
  'pulls/get': inRepository(read('pull_requests'), async (call, repository) =>
    ok(await pullJson(call.hub, repository, pullIn(call, repository))),
  ),
  'pulls/update': inRepository(write('pull_requests', 'read'), update),
  'pulls/merge': inRepository(write('contents'), merge),
  'pulls/check-if-merged': inRepository(read('pull_requests'), (call, repository) => {
    if (pullIn(call, repository).mergedAt === null) throw notFound();
    return { status: 204 };
  }),
  'pulls/list-files': inRepository(read('pull_requests'), async (call, repository) => {
    const pull = pullIn(call, repository);
    const files = await diffFiles(repository.gitDir, await pullBase(repository, pull), pull.head.sha);
    return listed(call, files, (file) => fileJson(call.hub, repository, pull.head.sha, file));
  }),
  'pulls/list-commits': inRepository(read('pull_requests'), async (call, repository) => {
    const pull = pullIn(call, repository);
    const range = `${await pullBase(repository, pull)}..${pull.head.sha}`;
    const commits = await readCommits(repository.gitDir, ['--reverse', '--max-count=250', range]);
    return listed(call, commits, (commit) => commitJson(call.hub, repository, commit));
  }),
};
