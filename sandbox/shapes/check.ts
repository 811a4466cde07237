import { suiteOutcome } from '../changes/suite-outcome.ts';
import { readCommit } from '../git/commits.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { CheckRun, CheckSuite, CommitStatus } from '../state/check.ts';
import type { Repository } from '../state/repository.ts';
import { appJson } from './app.ts';
import { simpleCommitJson } from './commit.ts';
import { pullsWithHead } from './pull.ts';
import { repositoryJson } from './repository.ts';
import { nodeId } from './urls.ts';
import { userJson } from './user.ts';

export function checkRunJson(hub: Hub, repository: Repository, run: CheckRun): Json {
  const url = `${hub.urls.repo(repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${hub.urls.page(repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${hub.urls.page(repository)}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.output.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appJson(hub.urls, run.app),
    pull_requests: pullsWithHead(hub, repository, run.headSha),
  };
}

export async function checkSuiteJson(hub: Hub, repository: Repository, suite: CheckSuite): Promise<Json> {
  const url = `${hub.urls.repo(repository)}/check-suites/${suite.id}`;
  const commit = await readCommit(repository.gitDir, suite.headSha);
  const { status, conclusion, runs } = suiteOutcome(repository, suite);
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status,
    conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsWithHead(hub, repository, suite.headSha),
    app: appJson(hub.urls, suite.app),
    repository: repositoryJson(hub.urls, repository),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    head_commit: commit === undefined ? null : simpleCommitJson(commit),
    latest_check_runs_count: runs,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  };
}

export function statusJson(hub: Hub, repository: Repository, status: CommitStatus): Json {
  return {
    url: `${hub.urls.repo(repository)}/statuses/${status.sha}`,
    avatar_url: `${hub.urls.web}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userJson(hub.urls, status.creator),
  };
}
