import { createHash } from 'node:crypto';
import { announce } from './changes/announce.ts';
import { addCheckRun, announceCheck } from './changes/change-check.ts';
import { addSuite } from './changes/suites.ts';
import { readCommit } from './git/commits.ts';
import type { Hub } from './hub.ts';
import type { JobTokenRequest, RunnerHost, RunRecord } from './runner-port.ts';
import { jobJson, runJson, workflowJson } from './shapes/workflow.ts';
import type { Actor } from './state/actor.ts';
import type { App } from './state/people.ts';
import type { Repository } from './state/repository.ts';
import type { Artifact, Job, WorkflowRun } from './state/workflow.ts';

const hours = 24;

/** GitHub's side of Actions: runs, jobs and artifacts as the API shows them; every job is a check run of `github-actions`. */
export class ActionsHost implements RunnerHost {
  readonly #hub: Hub;
  readonly #app: App;
  readonly #workflowIds = new Map<string, number>();
  /** Events go out one after another, in the order of what they tell. */
  #telling: Promise<void> = Promise.resolve();

  constructor(hub: Hub, app: App) {
    this.#hub = hub;
    this.#app = app;
  }

  /** Resolves when every event of what was told so far is out. */
  settled(): Promise<void> {
    return this.#telling;
  }

  cloneUrl(repository: string): string {
    return this.#hub.urls.clone(this.#repository(repository));
  }

  issueJobToken(request: JobTokenRequest): string {
    const { id } = this.#repository(request.repository);
    const given = Object.entries(request.permissions).map(
      ([name, level]) => [name.replaceAll('-', '_'), level] as const,
    );
    const { world } = this.#hub;
    const app = this.#app;
    const shared = { kind: 'integration', app, user: app.bot, permissions: Object.fromEntries(given) } as const;
    const job = { runId: request.runId, name: request.job };
    const actorOf = (token: string): Actor => ({ ...shared, repositories: (other) => other === id, token, job });
    return world.issueToken('ghs_', actorOf, new Date(world.clock.now().getTime() + hours * 3_600_000));
  }

  createRun(run: Omit<RunRecord, 'id'>): RunRecord {
    const repository = this.#repository(run.repository);
    const { world } = this.#hub;
    const key = `${repository.id} ${run.path}`;
    const workflowId = this.#workflowIds.get(key) ?? world.id();
    this.#workflowIds.set(key, workflowId);
    const id = world.id();
    const made: WorkflowRun = {
      ...run,
      id,
      runNumber: [...repository.runs.values()].filter((other) => other.path === run.path).length + 1,
      workflowId,
      suite: addSuite(this.#hub, repository, this.#app, run.headSha, run.headBranch),
      triggeredBy: world.user(run.actor) ?? this.#app.bot,
      status: 'queued',
      conclusion: null,
      createdAt: world.now(),
      updatedAt: world.now(),
    };
    repository.runs.set(id, made);
    this.#tellRun(repository, made, 'requested');
    return { ...run, id };
  }

  updateRun(id: number, change: Parameters<RunnerHost['updateRun']>[1]): void {
    const { repository, run } = this.#find(id);
    const before = run.status;
    // a run that is queued again after its end is its next attempt
    if (before === 'completed' && change.status !== 'completed') run.attempt++;
    run.status = change.status;
    run.conclusion = change.status === 'completed' ? (change.conclusion ?? 'success') : null;
    run.updatedAt = this.#hub.world.now();
    if (before !== change.status && change.status !== 'queued') this.#tellRun(repository, run, change.status);
  }

  upsertJob(runId: number, told: Parameters<RunnerHost['upsertJob']>[1]): void {
    const { repository, run } = this.#find(runId);
    const known = [...repository.jobs.values()].findLast((one) => one.runId === runId && one.name === told.name);
    const again = known === undefined || (known.status === 'completed' && told.status !== 'completed');
    const job = again ? this.#newJob(repository, run, told.name, told.startedAt) : known;
    const ended = told.status === 'completed' && job.status !== 'completed';
    const moved = again || job.status !== told.status;
    Object.assign(job, { status: told.status, startedAt: told.startedAt, steps: told.steps, log: told.log });
    job.conclusion = told.status === 'completed' ? (told.conclusion ?? 'success') : null;
    job.completedAt = told.completedAt ?? null;
    const { check } = job;
    check.status = told.status;
    check.startedAt = told.startedAt;
    check.conclusion = job.conclusion;
    check.completedAt = job.completedAt;
    if (again) this.#tell(() => announceCheck(this.#hub, repository, check, 'created', this.#actor()));
    if (moved) this.#tellJob(repository, run, job);
    if (ended) this.#tell(() => announceCheck(this.#hub, repository, check, 'completed', this.#actor()));
  }

  addArtifact(runId: number, artifact: Parameters<RunnerHost['addArtifact']>[1]): number {
    const { repository } = this.#find(runId);
    const id = this.#hub.world.id();
    const digest = `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`;
    const made: Artifact = {
      id,
      runId,
      type: 'application/zip',
      ...artifact,
      digest,
      createdAt: this.#hub.world.now(),
      deleted: false,
    };
    repository.artifacts.set(id, made);
    return id;
  }

  #newJob(repository: Repository, run: WorkflowRun, name: string, startedAt: string): Job {
    const check = addCheckRun(this.#hub, repository, { name, headSha: run.headSha, app: this.#app, suite: run.suite });
    check.detailsUrl = `${this.#hub.urls.page(repository)}/actions/runs/${run.id}/job/${check.id}`;
    const times = { createdAt: this.#hub.world.now(), startedAt, completedAt: null };
    const job: Job = {
      id: check.id,
      runId: run.id,
      name,
      check,
      status: 'queued',
      conclusion: null,
      ...times,
      steps: [],
      log: '',
    };
    repository.jobs.set(job.id, job);
    return job;
  }

  #tellRun(repository: Repository, run: WorkflowRun, action: 'requested' | 'in_progress' | 'completed'): void {
    const told = { ...run };
    this.#tell(async () => {
      const commit = await readCommit(repository.gitDir, run.headSha);
      const workflow_run = runJson(this.#hub, repository, told, commit);
      const workflow = workflowJson(this.#hub, repository, told);
      const actor: Actor = { kind: 'user', user: run.triggeredBy, token: '' };
      announce(this.#hub, `workflow_run.${action}`, { repository, actor }, { workflow_run, workflow });
    });
  }

  #tellJob(repository: Repository, run: WorkflowRun, job: Job): void {
    const workflow_job = jobJson(this.#hub, repository, run, job);
    const { status } = job; // as it is now, whatever it is when this is told
    this.#tell(async () =>
      announce(this.#hub, `workflow_job.${status}`, { repository, actor: this.#actor() }, { workflow_job }),
    );
  }

  #tell(telling: () => Promise<void>): void {
    this.#telling = this.#telling.then(telling);
  }

  #actor(): Actor {
    return { kind: 'user', user: this.#app.bot, token: '' };
  }

  #repository(name: string): Repository {
    const found = this.#hub.world.repository(name);
    if (found === undefined) throw new Error(`the sandbox has no repository ${name}`);
    return found;
  }

  #find(runId: number): { repository: Repository; run: WorkflowRun } {
    for (const repository of this.#hub.world.repositories.values()) {
      const run = repository.runs.get(runId);
      if (run !== undefined) return { repository, run };
    }
    throw new Error(`the sandbox has no run ${runId}`);
  }
}
