import { pullBase } from '../changes/pull-base.ts';
import { missingForMerge } from '../changes/required.ts';
import { countCommits } from '../git/commits.ts';
import { diffFiles } from '../git/diff.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import { associationOf } from '../state/access.ts';
import type { Pull, Review } from '../state/issue.ts';
import type { Repository } from '../state/repository.ts';
import { labelsOf } from './issue.ts';
import { repositoryJson } from './repository.ts';
import { nodeId } from './urls.ts';
import { optionalUserJson, userJson } from './user.ts';

/** As in lists and events. */
export function simplePullJson(hub: Hub, repository: Repository, pull: Pull): Json {
  const url = `${hub.urls.repo(repository)}/pulls/${pull.number}`;
  const issue = `${hub.urls.repo(repository)}/issues/${pull.number}`;
  const page = `${hub.urls.page(repository)}/pull/${pull.number}`;
  const statuses = `${hub.urls.repo(repository)}/statuses/${pull.head.sha}`;
  const side = (of: Repository, ref: string, sha: string): Json => ({
    label: `${of.owner.login}:${ref}`,
    ref,
    sha,
    user: userJson(hub.urls, of.owner),
    repo: repositoryJson(hub.urls, of),
  });
  const comment = `${hub.urls.repo(repository)}/pulls/comments{/number}`;
  return {
    url,
    id: pull.pullId,
    node_id: nodeId('PullRequest', pull.pullId),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: comment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: userJson(hub.urls, pull.user),
    body: pull.body,
    labels: labelsOf(hub, repository, pull),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha ?? pull.mergeTestSha ?? null,
    assignee: optionalUserJson(hub.urls, pull.assignees[0]),
    assignees: pull.assignees.map((user) => userJson(hub.urls, user)),
    requested_reviewers: pull.requestedReviewers.map((user) => userJson(hub.urls, user)),
    requested_teams: [],
    head: side(pull.head.repository, pull.head.ref, pull.head.sha),
    base: side(repository, pull.base.ref, pull.base.sha),
    draft: pull.draft,
    author_association: associationOf(pull.user, repository),
    auto_merge: null,
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: comment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
  };
}

export async function pullJson(hub: Hub, repository: Repository, pull: Pull): Promise<Json> {
  const base = await pullBase(repository, pull);
  const files = await diffFiles(repository.gitDir, base, pull.head.sha);
  const merged = pull.mergedAt !== null;
  const sum = (of: 'additions' | 'deletions'): number => files.reduce((total, file) => total + file[of], 0);
  return {
    ...simplePullJson(hub, repository, pull),
    merged,
    mergeable: pull.state === 'closed' ? null : pull.mergeable,
    rebaseable: pull.state === 'closed' ? null : pull.mergeable,
    mergeable_state: await mergeableState(repository, pull),
    merged_by: optionalUserJson(hub.urls, pull.mergedBy),
    comments: [...repository.comments.values()].filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: await countCommits(repository.gitDir, `${base}..${pull.head.sha}`),
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

/** What the rules ask of someone whom nothing exempts. */
async function mergeableState(repository: Repository, pull: Pull): Promise<string> {
  if (pull.state === 'closed') return 'unknown';
  if (!pull.mergeable) return 'dirty';
  if (pull.draft) return 'draft';
  const missing = await missingForMerge(repository, pull, pull.base.sha, 'merge', { kind: 'anonymous' });
  return missing.length > 0 ? 'blocked' : 'clean';
}

/** As in check runs, check suites and workflow runs. Pull requests from forks are not in there. */
export function minimalPullJson(hub: Hub, repository: Repository, pull: Pull): Json {
  const repo = { id: repository.id, url: hub.urls.repo(repository), name: repository.name };
  return {
    id: pull.pullId,
    number: pull.number,
    url: `${hub.urls.repo(repository)}/pulls/${pull.number}`,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo },
  };
}

export const pullsWithHead = (hub: Hub, repository: Repository, sha: string): Json[] =>
  [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.head.sha === sha && pull.head.repository === repository)
    .map((pull) => minimalPullJson(hub, repository, pull));

export function reviewJson(hub: Hub, repository: Repository, review: Review): Json {
  const page = `${hub.urls.page(repository)}/pull/${review.pull}#pullrequestreview-${review.id}`;
  const url = `${hub.urls.repo(repository)}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: userJson(hub.urls, review.user),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    _links: { html: { href: page }, pull_request: { href: url } },
    commit_id: review.commitId,
    author_association: associationOf(review.user, repository),
    ...(review.submittedAt === undefined ? {} : { submitted_at: review.submittedAt }),
  };
}
