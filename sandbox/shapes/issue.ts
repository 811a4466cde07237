import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import { associationOf } from '../state/access.ts';
import { type Comment, type Issue, isPull, type Label } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { appJson, optionalAppJson } from './app.ts';
import { nodeId } from './urls.ts';
import { optionalUserJson, userJson } from './user.ts';

export function labelJson(hub: Hub, repository: Repository, label: Label): Json {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${hub.urls.repo(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  };
}

export const labelsOf = (hub: Hub, repository: Repository, issue: Issue): Json[] =>
  [...issue.labels].flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label === undefined ? [] : [labelJson(hub, repository, label)];
  });

export function issueJson(hub: Hub, repository: Repository, issue: Issue): Json {
  const url = `${hub.urls.repo(repository)}/issues/${issue.number}`;
  const page = `${hub.urls.page(repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: hub.urls.repo(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: userJson(hub.urls, issue.user),
    labels: labelsOf(hub, repository, issue),
    assignee: optionalUserJson(hub.urls, issue.assignees[0]),
    assignees: issue.assignees.map((user) => userJson(hub.urls, user)),
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: [...repository.comments.values()].filter((comment) => comment.issue === issue.number).length,
    closed_at: issue.closedAt,
    closed_by: optionalUserJson(hub.urls, issue.closedBy),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: associationOf(issue.user, repository),
    reactions: reactionsJson(`${url}/reactions`, []),
    performed_via_github_app: optionalAppJson(hub.urls, issue.app),
    ...(isPull(issue)
      ? { draft: issue.draft, pull_request: pullLinks(hub, repository, issue.number, issue.mergedAt) }
      : {}),
  };
}

function pullLinks(hub: Hub, repository: Repository, number: number, mergedAt: string | null): Json {
  const page = `${hub.urls.page(repository)}/pull/${number}`;
  const url = `${hub.urls.repo(repository)}/pulls/${number}`;
  return { url, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: mergedAt };
}

const contents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

function reactionsJson(url: string, reactions: readonly { readonly content: string }[]): Json {
  const count = (content: string): number => reactions.filter((reaction) => reaction.content === content).length;
  return { url, total_count: reactions.length, ...Object.fromEntries(contents.map((name) => [name, count(name)])) };
}

export function commentJson(hub: Hub, repository: Repository, comment: Comment): Json {
  const url = `${hub.urls.repo(repository)}/issues/comments/${comment.id}`;
  const kind = repository.pulls.has(comment.issue) ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${hub.urls.page(repository)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${hub.urls.repo(repository)}/issues/${comment.issue}`,
    body: comment.body,
    user: userJson(hub.urls, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(comment.user, repository),
    reactions: reactionsJson(`${url}/reactions`, comment.reactions),
    performed_via_github_app: comment.app === undefined ? null : appJson(hub.urls, comment.app),
  };
}
