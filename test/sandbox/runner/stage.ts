import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRunner, type Runner, type RunnerEvent, type RunnerOptions } from '../../../sandbox/runner/runner.ts';
import type { JobTokenRequest, RunnerHost, RunRecord } from '../../../sandbox/runner-port.ts';

export type Files = Readonly<Record<string, string>>;
type Job = Parameters<RunnerHost['upsertJob']>[1];
type Change = Parameters<RunnerHost['updateRun']>[1];
type Artifact = Parameters<RunnerHost['addArtifact']>[1];

/** A host that only remembers. Repositories are bare folders; the first is `acme/models`. */
export class Stage implements AsyncDisposable, RunnerHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'runner-'));
  readonly repository = 'acme/models';
  readonly tokens: JobTokenRequest[] = [];
  readonly runs: (RunRecord & Change)[] = [];
  readonly jobs = new Map<string, Job>();
  readonly artifacts: (Artifact & { runId: number })[] = [];
  readonly reports: string[] = [];
  readonly history: string[] = [];
  readonly runner: Runner;

  constructor(files: Files, options: Partial<RunnerOptions> = {}) {
    const bare = this.cloneUrl(this.repository);
    mkdirSync(bare, { recursive: true });
    git(bare, 'init', '--quiet', '--bare', '--initial-branch=main');
    this.commit(files);
    this.runner = createRunner({
      host: this,
      resolveAction: (uses) => {
        throw new Error(`no action ${uses}`);
      },
      secrets: () => ({}),
      environments: () => true,
      folder: join(this.folder, 'runner'),
      apiUrl: 'http://127.0.0.1:9/api/v3',
      graceMs: 300,
      minuteMs: 1000,
      report: (message) => this.reports.push(message),
      ...options,
    });
  }

  cloneUrl(repository: string): string {
    return join(this.folder, 'git', repository);
  }

  issueJobToken(request: JobTokenRequest): string {
    this.tokens.push(request);
    return `ghs_token_of_job_${this.tokens.length}`;
  }

  createRun(run: Omit<RunRecord, 'id'>): RunRecord {
    const record = { ...run, id: this.runs.length + 1 };
    this.runs.push({ ...record, status: 'queued' });
    return record;
  }

  updateRun(id: number, change: Change): void {
    Object.assign(this.runs[id - 1] ?? {}, change);
    this.history.push(`${id} ${change.status}${change.conclusion ? ` ${change.conclusion}` : ''}`);
  }

  upsertJob(runId: number, job: Job): void {
    this.jobs.set(`${runId}/${job.name}`, job);
  }

  addArtifact(runId: number, artifact: Artifact): number {
    this.artifacts.push({ ...artifact, runId });
    return this.artifacts.length;
  }

  /** Writes files on a branch and commits; returns the commit. */
  commit(files: Files, branch = 'main', message = 'Change'): string {
    const work = mkdtempSync(join(this.folder, 'work-'));
    const bare = this.cloneUrl(this.repository);
    git(work, 'init', '--quiet', `--initial-branch=${branch}`);
    const known = git(bare, 'branch', '--list', branch) !== '';
    const from = known ? branch : git(bare, 'branch', '--list', 'main') === '' ? undefined : 'main';
    if (from) git(work, 'pull', '--quiet', bare, from);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      writeFileSync(join(work, path), text);
    }
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--allow-empty', '-m', message);
    git(work, 'push', '--quiet', bare, `HEAD:refs/heads/${branch}`);
    return git(work, 'rev-parse', 'HEAD');
  }

  sha(ref: string): string {
    return git(this.cloneUrl(this.repository), 'rev-parse', ref);
  }

  git(...args: string[]): string {
    return git(this.cloneUrl(this.repository), ...args);
  }

  event(change: Partial<RunnerEvent> = {}): RunnerEvent {
    const ref = change.ref ?? 'refs/heads/main';
    const sha = change.sha ?? this.sha(ref);
    return {
      repository: this.repository,
      eventName: 'push',
      payload: { ref, before: '0'.repeat(40), after: sha, repository: { default_branch: 'main' } },
      sha,
      ref,
      headRepository: this.repository,
      headBranch: ref.replace('refs/heads/', ''),
      actor: 'ada',
      isFork: false,
      files: () => this.cloneUrl(this.repository),
      ...change,
    };
  }

  /** Hands over an event and waits until all is done. */
  async play(change: Partial<RunnerEvent> = {}): Promise<readonly RunRecord[]> {
    const records = await this.runner.handle(this.event(change));
    await this.runner.idle();
    return records;
  }

  job(name: string, runId = this.runs.length): Job {
    const found = this.jobs.get(`${runId}/${name}`);
    if (!found)
      throw new Error(`no job ${name} in run ${runId}, there are ${[...this.jobs.keys()].join(', ')}; ${this.reports}`);
    return found;
  }

  /** What a job's steps printed, without the runner's own lines. */
  output(name: string, runId?: number): string[] {
    return this.job(name, runId)
      .log.split('\n')
      .filter((line) => line !== '' && !line.startsWith('##[group]') && line !== '##[endgroup]');
  }

  conclusion(runId = this.runs.length): string | undefined {
    return this.runs[runId - 1]?.conclusion;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.runner.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A workflow file with the jobs given as YAML, on push unless another `on` is given. */
export function workflow(jobs: string, head = 'on: push'): Files {
  return { '.github/workflows/main.yml': `${head}\njobs:\n${indent(jobs, 2)}\n` };
}

/** One job `build` with the steps given as YAML. */
export function steps(text: string, keys = ''): Files {
  return workflow(`build:\n  runs-on: ubuntu-latest\n${indent(keys, 2)}\n  steps:\n${indent(text, 4)}`);
}

export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

export function git(folder: string, ...args: string[]): string {
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  return execFileSync('git', ['-C', folder, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
