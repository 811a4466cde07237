import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { AskedRepository } from './repository-client.ts';
import { statusOf } from './request-error.ts';

/** A run of a workflow, as GitHub tells it: nothing here can be written by the run itself but its title. */
export interface FoundRun {
  readonly id: number;
  readonly attempt: number;
  readonly title: string;
  readonly path: string;
  readonly event: string;
  readonly branch: string | null;
  readonly sha: string;
  readonly repository: number;
  readonly headRepository: number | undefined;
  readonly actor: { readonly login: string; readonly type: string } | undefined;
  /** Nothing has taken a job of it yet. */
  readonly queued: boolean;
  readonly finished: boolean;
  readonly conclusion: string | null;
  readonly url: string;
}

/** The newest runs that an event `repository_dispatch` of this user began, at most 100: what others send can't push them out. */
export async function dispatchedRuns({ client, where }: AskedRepository, actor: string): Promise<readonly FoundRun[]> {
  const { data } = await client.rest.actions.listWorkflowRunsForRepo({
    ...where,
    event: 'repository_dispatch',
    actor,
    per_page: 100,
  });
  return data.workflow_runs.map(foundRun);
}

/** The newest runs that an event began at a commit, at most 100. */
export async function runsAt(
  { client, where }: AskedRepository,
  { event, sha }: Pick<FoundRun, 'event' | 'sha'>,
): Promise<readonly FoundRun[]> {
  const { data } = await client.rest.actions.listWorkflowRunsForRepo({ ...where, event, head_sha: sha, per_page: 100 });
  return data.workflow_runs.map(foundRun);
}

/** The newest runs of a workflow file on a branch (or a tag of that name) that ended well, at most 10. None where GitHub does not know the file yet. */
export async function runsOfWorkflow(
  { client, where }: AskedRepository,
  workflow_id: string,
  branch: string,
): Promise<readonly FoundRun[]> {
  try {
    const asked = { ...where, workflow_id, branch, status: 'success', per_page: 10 } as const;
    return (await client.rest.actions.listWorkflowRuns(asked)).data.workflow_runs.map(foundRun);
  } catch (error) {
    if (statusOf(error) === 404) return [];
    throw error;
  }
}

/** One run of this repository. */
export async function runOf({ client, where }: AskedRepository, run_id: number): Promise<FoundRun> {
  return foundRun((await client.rest.actions.getWorkflowRun({ ...where, run_id })).data);
}

type Run = RestEndpointMethodTypes['actions']['getWorkflowRun']['response']['data'];

const beforeItBegins: ReadonlySet<string | null> = new Set(['requested', 'waiting', 'pending', 'queued']);

function foundRun(run: Run): FoundRun {
  return {
    id: run.id,
    attempt: run.run_attempt ?? 1,
    title: run.display_title,
    path: run.path,
    event: run.event,
    branch: run.head_branch,
    sha: run.head_sha,
    repository: run.repository.id,
    headRepository: run.head_repository?.id,
    actor: run.actor ? { login: run.actor.login, type: run.actor.type } : undefined,
    queued: beforeItBegins.has(run.status),
    finished: run.status === 'completed',
    conclusion: run.conclusion,
    url: run.html_url,
  };
}
