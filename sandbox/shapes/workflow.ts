import type { Commit } from '../git/commits.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Repository } from '../state/repository.ts';
import type { Artifact, Job, WorkflowRun } from '../state/workflow.ts';
import { simpleCommitJson } from './commit.ts';
import { minimalPullJson } from './pull.ts';
import { repositoryJson } from './repository.ts';
import { nodeId } from './urls.ts';
import { userJson } from './user.ts';

export function runJson(hub: Hub, repository: Repository, run: WorkflowRun, commit: Commit | undefined): Json {
  const url = `${hub.urls.repo(repository)}/actions/runs/${run.id}`;
  const head = hub.world.repository(run.headRepository) ?? repository;
  const actor = userJson(hub.urls, run.triggeredBy);
  const pulls = run.pullRequests.flatMap((number) => repository.pulls.get(number) ?? []);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.suite.id,
    check_suite_node_id: nodeId('CheckSuite', run.suite.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    run_number: run.runNumber,
    run_attempt: run.attempt,
    event: run.event,
    display_title: run.displayTitle,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: `${hub.urls.page(repository)}/actions/runs/${run.id}`,
    pull_requests: head === repository ? pulls.map((pull) => minimalPullJson(hub, repository, pull)) : [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${hub.urls.repo(repository)}/check-suites/${run.suite.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${hub.urls.repo(repository)}/actions/workflows/${run.workflowId}`,
    head_commit: commit === undefined ? null : simpleCommitJson(commit),
    repository: repositoryJson(hub.urls, repository),
    head_repository: repositoryJson(hub.urls, head),
    referenced_workflows: [],
  };
}

export function workflowJson(hub: Hub, repository: Repository, run: WorkflowRun): Json {
  const page = hub.urls.page(repository);
  return {
    id: run.workflowId,
    node_id: nodeId('Workflow', run.workflowId),
    name: run.name,
    path: run.path,
    state: 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${hub.urls.repo(repository)}/actions/workflows/${run.workflowId}`,
    html_url: `${page}/blob/${repository.defaultBranch}/${run.path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
  };
}

export function jobJson(hub: Hub, repository: Repository, run: WorkflowRun, job: Job): Json {
  const url = hub.urls.repo(repository);
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${url}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    url: `${url}/actions/jobs/${job.id}`,
    html_url: `${hub.urls.page(repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: job.steps.map((step) => ({
      started_at: null,
      completed_at: null,
      ...step,
      conclusion: step.conclusion ?? null,
    })),
    check_run_url: `${url}/check-runs/${job.check.id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'sandbox',
    runner_group_id: 1,
    runner_group_name: 'GitHub Actions',
    workflow_name: run.name,
  };
}

export function artifactJson(
  hub: Hub,
  repository: Repository,
  run: WorkflowRun,
  artifact: Artifact,
  now: string,
): Json {
  const url = `${hub.urls.repo(repository)}/actions/artifacts/${artifact.id}`;
  const head = hub.world.repository(run.headRepository) ?? repository;
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(artifact, now),
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: head.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

export const isExpired = (artifact: Artifact, now: string): boolean =>
  new Date(artifact.expiresAt).getTime() <= new Date(now).getTime();
