import { announce } from '../changes/announce.ts';
import { readCommit } from '../git/commits.ts';
import { resolveCommit, typeOf } from '../git/objects.ts';
import { textOf } from '../json.ts';
import { statusJson } from '../shapes/check.ts';
import { commitJson } from '../shapes/commit.ts';
import { repositoryJson } from '../shapes/repository.ts';
import type { CommitStatus } from '../state/check.ts';
import type { Repository } from '../state/repository.ts';
import { invalid, notFound } from './api-error.ts';
import { type Answer, type Call, ok, param, type Routes } from './call.ts';
import { authorOf, inRepository, read, viaApp, write } from './in-repository.ts';
import { listed } from './pages.ts';

const most = 1000;

async function create(call: Call, repository: Repository): Promise<Answer> {
  const sha = param(call, 'sha');
  const context = textOf(call.body['context']) ?? 'default';
  if ((await typeOf(repository.gitDir, sha)) !== 'commit')
    throw invalid('Status', 'sha', 'custom', `No commit found for SHA: ${sha}`);
  const same = repository.statuses.filter((one) => one.sha === sha && one.context === context);
  if (same.length >= most)
    throw invalid('Status', 'context', 'custom', 'This SHA and context has reached the maximum number of statuses.');
  const state = call.body['state'];
  const status: CommitStatus = {
    id: call.hub.world.id(),
    sha,
    context,
    state: state === 'success' || state === 'pending' || state === 'error' ? state : 'failure',
    description: textOf(call.body['description']) ?? null,
    targetUrl: textOf(call.body['target_url']) ?? null,
    creator: authorOf(call),
    ...viaApp(call),
    createdAt: call.hub.world.now(),
  };
  repository.statuses.push(status);
  await tell(call, repository, status);
  return ok(statusJson(call.hub, repository, status), 201);
}

async function tell(call: Call, repository: Repository, status: CommitStatus): Promise<void> {
  const commit = await readCommit(repository.gitDir, status.sha);
  if (commit === undefined) return;
  announce(
    call.hub,
    'status',
    { repository, actor: call.actor },
    {
      id: status.id,
      sha: status.sha,
      name: repository.fullName,
      target_url: status.targetUrl,
      context: status.context,
      description: status.description,
      state: status.state,
      commit: commitJson(call.hub, repository, commit),
      branches: [],
      created_at: status.createdAt,
      updated_at: status.createdAt,
    },
  );
}

async function ofRef(call: Call, repository: Repository): Promise<string> {
  const sha = await resolveCommit(repository.gitDir, param(call, 'ref'));
  if (sha === undefined) throw notFound();
  return sha;
}

function newestStatuses(repository: Repository, sha: string): CommitStatus[] {
  const newest = new Map<string, CommitStatus>();
  for (const status of repository.statuses) if (status.sha === sha) newest.set(status.context, status);
  return [...newest.values()];
}

async function combined(call: Call, repository: Repository): Promise<Answer> {
  const sha = await ofRef(call, repository);
  const statuses = newestStatuses(repository, sha);
  const states = new Set(statuses.map((status) => status.state));
  const failed = states.has('failure') || states.has('error');
  const url = call.hub.urls.repo(repository);
  return ok({
    state: failed ? 'failure' : statuses.length === 0 || states.has('pending') ? 'pending' : 'success',
    statuses: statuses.map((status) => statusJson(call.hub, repository, status)),
    sha,
    total_count: statuses.length,
    repository: repositoryJson(call.hub.urls, repository),
    commit_url: `${url}/commits/${sha}`,
    url: `${url}/commits/${sha}/status`,
  });
}

export const statusRoutes: Routes = {
  'repos/create-commit-status': inRepository(write('statuses'), create),
  'repos/list-commit-statuses-for-ref': inRepository(read('statuses'), async (call, repository) => {
    const sha = await ofRef(call, repository);
    const all = repository.statuses.filter((status) => status.sha === sha).toReversed();
    return listed(call, all, (status) => statusJson(call.hub, repository, status));
  }),
  'repos/get-combined-status-for-ref': inRepository(read('statuses'), combined),
};
