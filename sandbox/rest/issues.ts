import { announce } from '../changes/announce.ts';
import { type Json, listOf, textOf, textsOf } from '../json.ts';
import { issueJson } from '../shapes/issue.ts';
import { levelOf, reaches } from '../state/access.ts';
import { type Issue, isPull } from '../state/issue.ts';
import type { User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Answer, type Call, idOf, ok, type Routes } from './call.ts';
import { authorOf, inRepository, read, viaApp, write } from './in-repository.ts';
import { ensureLabel, labelName } from './labels.ts';
import { listed } from './pages.ts';

export function issueIn(call: Call, repository: Repository): Issue {
  const issue = repository.issues.get(idOf(call, 'issue_number'));
  if (issue === undefined) throw notFound();
  return issue;
}

const peopleOf = (call: Call, logins: readonly string[]): User[] =>
  logins.flatMap((login) => call.hub.world.user(login) ?? []);

function labelNames(call: Call, repository: Repository): string[] {
  const names = listOf(call.body['labels']).map(labelName);
  for (const name of names) ensureLabel(call, repository, name);
  return names;
}

function create(call: Call, repository: Repository): Answer {
  const now = call.hub.world.now();
  const pusher = call.actor.kind === 'integration' || reaches(levelOf(authorOf(call), repository), 'write');
  const issue: Issue = {
    id: call.hub.world.id(),
    number: repository.takeNumber(),
    user: authorOf(call),
    ...viaApp(call),
    title: String(call.body['title']),
    body: textOf(call.body['body']) ?? null,
    state: 'open',
    stateReason: null,
    // who can't push has labels and assignees dropped without a word
    labels: new Set(pusher ? labelNames(call, repository) : []),
    assignees: pusher ? peopleOf(call, textsOf(call.body['assignees'])) : [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
  };
  repository.issues.set(issue.number, issue);
  tell(call, repository, issue, 'opened');
  return ok(issueJson(call.hub, repository, issue), 201);
}

function tell(call: Call, repository: Repository, issue: Issue, action: string, more: Json = {}): void {
  if (isPull(issue)) return;
  const payload = { ...more, issue: issueJson(call.hub, repository, issue) };
  announce(call.hub, `issues.${action}`, { repository, actor: call.actor }, payload);
}

function update(call: Call, repository: Repository): Answer {
  const issue = issueIn(call, repository);
  const user = authorOf(call);
  if (call.actor.kind === 'user' && issue.user !== user && !reaches(levelOf(user, repository), 'write'))
    throw new ApiError(403, 'Must have push access to repository.');
  const { body } = call;
  const changes: Json = {};
  if (textOf(body['title']) !== undefined && body['title'] !== issue.title) {
    changes['title'] = { from: issue.title };
    issue.title = String(body['title']);
  }
  if ('body' in body && body['body'] !== issue.body) {
    changes['body'] = { from: issue.body ?? '' };
    issue.body = textOf(body['body']) ?? null;
  }
  if (Array.isArray(body['labels'])) {
    const names = labelNames(call, repository);
    issue.labels.clear();
    for (const name of names) issue.labels.add(name);
  }
  if (Array.isArray(body['assignees'])) issue.assignees = peopleOf(call, textsOf(body['assignees']));
  issue.updatedAt = call.hub.world.now();
  if (Object.keys(changes).length > 0) tell(call, repository, issue, 'edited', { changes });
  const state = body['state'];
  if ((state === 'open' || state === 'closed') && state !== issue.state) {
    const closed = state === 'closed';
    const reason = body['state_reason'];
    issue.state = state;
    issue.stateReason = closed
      ? reason === 'not_planned' || reason === 'duplicate'
        ? reason
        : 'completed'
      : 'reopened';
    issue.closedAt = closed ? issue.updatedAt : null;
    issue.closedBy = closed ? user : null;
    tell(call, repository, issue, closed ? 'closed' : 'reopened');
  }
  return ok(issueJson(call.hub, repository, issue));
}

function list(call: Call, repository: Repository): Promise<Answer> {
  const { query } = call;
  const [state, creator, labels] = [query.get('state') ?? 'open', query.get('creator'), query.get('labels')];
  const since = query.get('since');
  const wanted = labels === null ? [] : labels.split(',');
  const found = [...repository.issues.values()].filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      (creator === null || issue.user.login === creator) &&
      (since === null || issue.updatedAt >= since) &&
      wanted.every((name) => issue.labels.has(name)),
  );
  if (query.get('direction') !== 'asc') found.reverse();
  return listed(call, found, (issue) => issueJson(call.hub, repository, issue));
}

export const issueRoutes: Routes = {
  'issues/create': inRepository(write('issues', 'read'), create),
  'issues/get': inRepository(read(['issues', 'pull_requests']), (call, repository) =>
    ok(issueJson(call.hub, repository, issueIn(call, repository))),
  ),
  'issues/update': inRepository(write(['issues', 'pull_requests'], 'read'), update),
  'issues/list-for-repo': inRepository(read('issues'), list),
};
