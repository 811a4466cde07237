import { announce } from '../changes/announce.ts';
import { isJson, listOf, textOf } from '../json.ts';
import { labelJson, labelsOf } from '../shapes/issue.ts';
import { simplePullJson } from '../shapes/pull.ts';
import { type Issue, isPull, type Label } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { invalid, notFound } from './api-error.ts';
import { type Answer, type Call, noContent, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';
import { issueIn } from './issues.ts';
import { listed } from './pages.ts';

const both = ['issues', 'pull_requests'];

export const labelName = (label: unknown): string => (isJson(label) ? (textOf(label['name']) ?? '') : String(label));

/** GitHub makes a label that an issue is given and the repository does not have. */
export function ensureLabel(
  call: Call,
  repository: Repository,
  name: string,
  color = 'ededed',
  description: string | null = null,
): Label {
  const known = repository.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const label = { id: call.hub.world.id(), name, color, description };
  repository.labels.set(name.toLowerCase(), label);
  const payload = { label: labelJson(call.hub, repository, label) };
  announce(call.hub, 'label.created', { repository, actor: call.actor }, payload);
  return label;
}

function tell(call: Call, repository: Repository, issue: Issue, label: Label, action: 'labeled' | 'unlabeled'): void {
  if (!isPull(issue)) return;
  announce(
    call.hub,
    `pull_request.${action}`,
    { repository, actor: call.actor },
    {
      number: issue.number,
      label: labelJson(call.hub, repository, label),
      pull_request: simplePullJson(call.hub, repository, issue),
    },
  );
}

function add(call: Call, repository: Repository): Answer {
  const issue = issueIn(call, repository);
  const given = Array.isArray(call.body['labels']) ? call.body['labels'] : [];
  for (const name of listOf(given).map(labelName)) {
    const label = ensureLabel(call, repository, name);
    if (issue.labels.has(label.name)) continue;
    issue.labels.add(label.name);
    tell(call, repository, issue, label, 'labeled');
  }
  return ok(labelsOf(call.hub, repository, issue));
}

function replace(call: Call, repository: Repository): Answer {
  const issue = issueIn(call, repository);
  const wanted = listOf(call.body['labels']).map(labelName);
  for (const name of [...issue.labels].filter((one) => !wanted.includes(one))) {
    issue.labels.delete(name);
    tell(call, repository, issue, ensureLabel(call, repository, name), 'unlabeled');
  }
  return add(call, repository);
}

function remove(call: Call, repository: Repository): Answer {
  const issue = issueIn(call, repository);
  const label = repository.labels.get(param(call, 'name').toLowerCase());
  if (label === undefined || !issue.labels.delete(label.name)) throw notFound();
  tell(call, repository, issue, label, 'unlabeled');
  return ok(labelsOf(call.hub, repository, issue));
}

export const labelRoutes: Routes = {
  'issues/list-labels-for-repo': inRepository(read('issues'), (call, repository) =>
    listed(call, [...repository.labels.values()], (label) => labelJson(call.hub, repository, label)),
  ),
  'issues/create-label': inRepository(write('issues'), (call, repository) => {
    const name = textOf(call.body['name']) ?? '';
    if (repository.labels.has(name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
    const description = textOf(call.body['description']) ?? null;
    const label = ensureLabel(call, repository, name, textOf(call.body['color']) ?? 'ededed', description);
    return ok(labelJson(call.hub, repository, label), 201);
  }),
  'issues/get-label': inRepository(read('issues'), (call, repository) => {
    const label = repository.labels.get(param(call, 'name').toLowerCase());
    if (label === undefined) throw notFound();
    return ok(labelJson(call.hub, repository, label));
  }),
  'issues/delete-label': inRepository(write('issues'), (call, repository) => {
    const label = repository.labels.get(param(call, 'name').toLowerCase());
    if (label === undefined) throw notFound();
    repository.labels.delete(label.name.toLowerCase());
    for (const issue of repository.issues.values()) issue.labels.delete(label.name);
    return noContent;
  }),
  'issues/list-labels-on-issue': inRepository(read(both), (call, repository) =>
    listed(call, labelsOf(call.hub, repository, issueIn(call, repository)), (label) => label),
  ),
  'issues/add-labels': inRepository(write(both), add),
  'issues/set-labels': inRepository(write(both), replace),
  'issues/remove-label': inRepository(write(both), remove),
};
