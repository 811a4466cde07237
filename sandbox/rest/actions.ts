import { readCommit } from '../git/commits.ts';
import { booleanOf } from '../json.ts';
import { artifactJson, isExpired, jobJson, runJson, workflowJson } from '../shapes/workflow.ts';
import type { Repository } from '../state/repository.ts';
import type { Artifact, Job, WorkflowRun } from '../state/workflow.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Answer, type Call, idOf, noContent, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';
import { counted } from './pages.ts';

function runIn(call: Call, repository: Repository): WorkflowRun {
  const run = repository.runs.get(idOf(call, 'run_id'));
  if (run === undefined) throw notFound();
  return run;
}

function jobIn(call: Call, repository: Repository): { job: Job; run: WorkflowRun } {
  const job = repository.jobs.get(idOf(call, 'job_id'));
  const run = job === undefined ? undefined : repository.runs.get(job.runId);
  if (job === undefined || run === undefined) throw notFound();
  return { job, run };
}

function artifactIn(call: Call, repository: Repository): { artifact: Artifact; run: WorkflowRun } {
  const artifact = repository.artifacts.get(idOf(call, 'artifact_id'));
  const run = artifact === undefined ? undefined : repository.runs.get(artifact.runId);
  if (artifact === undefined || artifact.deleted || run === undefined) throw notFound();
  return { artifact, run };
}

async function oneRun(call: Call, repository: Repository, run: WorkflowRun) {
  return runJson(call.hub, repository, run, await readCommit(repository.gitDir, run.headSha));
}

function listRuns(call: Call, repository: Repository, all: readonly WorkflowRun[]): Promise<Answer> {
  const { query } = call;
  const is = (name: string, ...values: readonly (string | null)[]): boolean =>
    !query.has(name) || values.includes(query.get(name));
  const runs = all.filter(
    (run) =>
      is('event', run.event) &&
      is('branch', run.headBranch) &&
      is('head_sha', run.headSha) &&
      is('actor', run.actor) &&
      is('status', run.status, run.conclusion) &&
      is('check_suite_id', String(run.suite.id)),
  );
  return counted(call, 'workflow_runs', runs.toReversed(), (run) => oneRun(call, repository, run));
}

/** By its id or by its file's name. */
const ofWorkflow = (call: Call, repository: Repository): WorkflowRun[] =>
  [...repository.runs.values()].filter(
    (run) =>
      String(run.workflowId) === param(call, 'workflow_id') || run.path.endsWith(`/${param(call, 'workflow_id')}`),
  );

function artifactsOf(call: Call, repository: Repository, runId?: number): Promise<Answer> {
  const name = call.query.get('name');
  const found = [...repository.artifacts.values()]
    .filter(
      (one) => !one.deleted && (runId === undefined || one.runId === runId) && (name === null || one.name === name),
    )
    .toReversed();
  return counted(call, 'artifacts', found, (one) => {
    const run = repository.runs.get(one.runId);
    return run === undefined ? {} : artifactJson(call.hub, repository, run, one, call.hub.world.now());
  });
}

function redirect(call: Call, content: Uint8Array, type: string, name: string): Answer {
  const location = `${call.hub.urls.web}${call.hub.downloads.offer(content, type, name)}`;
  return { status: 302, headers: { location } };
}

const needsAdmin = { ...read('administration'), person: 'admin' } as const;

function allow(call: Call, repository: Repository): Answer {
  const allowed = call.body['allowed_actions'];
  repository.actions = {
    enabled: booleanOf(call.body['enabled']) ?? true,
    allowed: allowed === 'local_only' || allowed === 'selected' ? allowed : 'all',
  };
  return noContent;
}

export const actionRoutes: Routes = {
  'actions/get-github-actions-permissions-repository': inRepository(needsAdmin, (_, { actions }) =>
    ok(actions.enabled ? { enabled: true, allowed_actions: actions.allowed } : { enabled: false }),
  ),
  'actions/set-github-actions-permissions-repository': inRepository(write('administration', 'admin'), allow),
  'actions/list-workflow-runs-for-repo': inRepository(read('actions'), (call, repository) =>
    listRuns(call, repository, [...repository.runs.values()]),
  ),
  'actions/list-workflow-runs': inRepository(read('actions'), (call, repository) =>
    listRuns(call, repository, ofWorkflow(call, repository)),
  ),
  'actions/list-repo-workflows': inRepository(read('actions'), (call, repository) => {
    const newest = new Map([...repository.runs.values()].map((run) => [run.workflowId, run]));
    return counted(call, 'workflows', [...newest.values()], (run) => workflowJson(call.hub, repository, run));
  }),
  'actions/get-workflow': inRepository(read('actions'), (call, repository) => {
    const newest = ofWorkflow(call, repository).at(-1);
    if (newest === undefined) throw notFound();
    return ok(workflowJson(call.hub, repository, newest));
  }),
  'actions/get-workflow-run': inRepository(read('actions'), async (call, repository) =>
    ok(await oneRun(call, repository, runIn(call, repository))),
  ),
  'actions/list-jobs-for-workflow-run': inRepository(read('actions'), (call, repository) => {
    const run = runIn(call, repository);
    const jobs = [...repository.jobs.values()].filter((job) => job.runId === run.id);
    return counted(call, 'jobs', jobs, (job) => jobJson(call.hub, repository, run, job));
  }),
  'actions/get-job-for-workflow-run': inRepository(read('actions'), (call, repository) => {
    const { job, run } = jobIn(call, repository);
    return ok(jobJson(call.hub, repository, run, job));
  }),
  'actions/download-job-logs-for-workflow-run': inRepository(read('actions'), (call, repository) => {
    const { job } = jobIn(call, repository);
    return redirect(call, Buffer.from(job.log), 'text/plain; charset=utf-8', `${job.id}.txt`);
  }),
  'actions/list-artifacts-for-repo': inRepository(read('actions'), (call, repository) => artifactsOf(call, repository)),
  'actions/list-workflow-run-artifacts': inRepository(read('actions'), (call, repository) =>
    artifactsOf(call, repository, runIn(call, repository).id),
  ),
  'actions/get-artifact': inRepository(read('actions'), (call, repository) => {
    const { artifact, run } = artifactIn(call, repository);
    return ok(artifactJson(call.hub, repository, run, artifact, call.hub.world.now()));
  }),
  'actions/download-artifact': inRepository(read('actions'), (call, repository) => {
    const { artifact } = artifactIn(call, repository);
    if (isExpired(artifact, call.hub.world.now())) throw new ApiError(410, 'Artifact has expired');
    if (param(call, 'archive_format') !== 'zip') throw notFound();
    const zipped = artifact.type === 'application/zip';
    return redirect(call, artifact.bytes, artifact.type, zipped ? `${artifact.name}.zip` : artifact.name);
  }),
  'actions/delete-artifact': inRepository(write('actions'), (call, repository) => {
    artifactIn(call, repository).artifact.deleted = true;
    return noContent;
  }),
};
