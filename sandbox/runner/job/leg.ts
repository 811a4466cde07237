import type { RunRecord } from '../../runner-port.ts';
import { messageOf, RunnerError } from '../runner-error.ts';
import { isRestricted, type RunnerEvent } from '../trigger/event.ts';
import type { JobDefinition, Workflow } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import { effectivePermissions } from '../workflow/permissions.ts';
import { child, flagOf, minutesOf } from '../workflow/template.ts';
import { readConcurrency } from './concurrency.ts';
import { checkEnvironment, readEnvironment, settingsFor } from './job-environment.ts';
import { openJob } from './job-folder.ts';
import { runJob } from './job-run.ts';
import { JobView } from './job-view.ts';
import { checkLabels, legName } from './leg-keys.ts';
import { JobLog } from './log.ts';
import type { Machine } from './machine.ts';
import type { Combination } from './matrix.ts';
import type { Conclusion } from './status.ts';

/** What a leg belongs to. */
export interface LegRun {
  readonly machine: Machine;
  readonly workflow: Workflow;
  readonly event: RunnerEvent;
  readonly record: RunRecord;
  /** The workflow's own concurrency group. */
  readonly group: string | undefined;
}

export interface LegResult {
  readonly conclusion: Conclusion;
  /** What other jobs see: `continue-on-error` turns a failure into a success. */
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** One job as it runs: the whole job, or one combination of its matrix. */
export class Leg {
  readonly log = new JobLog();
  readonly name: string;
  readonly #run: LegRun;
  readonly #job: JobDefinition;
  readonly #scope: Scope;
  readonly #stop = new AbortController();
  readonly #view: JobView;
  readonly #index: number;

  /** `scope` has `github`, `needs`, `vars`, `inputs`, `strategy`, `matrix`; `index` tells legs of a run apart. */
  constructor(run: LegRun, job: JobDefinition, scope: Scope, matrix: Combination | undefined, index: number) {
    this.#run = run;
    this.#job = job;
    this.#scope = scope;
    this.#index = index;
    this.name = legName(job, scope, matrix);
    this.#view = new JobView(this.name, this.log, run.machine.options.host, run.record.id, run.machine.now);
  }

  cancel(): void {
    this.#stop.abort();
  }

  async run(): Promise<LegResult> {
    const leave: (() => void)[] = [];
    let done: { conclusion: Conclusion; outputs: Readonly<Record<string, string>> };
    try {
      done = (await this.#admit(leave)) ? await this.#execute() : { conclusion: 'cancelled', outputs: {} };
    } catch (error) {
      this.log.error(messageOf(error));
      done = { conclusion: 'failure', outputs: {} };
    }
    const tolerated = done.conclusion === 'failure' && this.#toleratesFailure();
    this.#view.complete(done.conclusion);
    for (const free of leave.reverse()) free();
    return { ...done, result: tolerated ? 'success' : done.conclusion };
  }

  #toleratesFailure(): boolean {
    try {
      return flagOf(child(this.#job.keys, 'continue-on-error'), this.#scope);
    } catch (error) {
      this.log.error(messageOf(error));
      return false;
    }
  }

  /** Waits for the job's concurrency group and for a free place. False if it is cancelled before. */
  async #admit(leave: (() => void)[]): Promise<boolean> {
    const { machine, event, group } = this.#run;
    const own = readConcurrency(child(this.#job.keys, 'concurrency'), this.#scope);
    if (own) {
      if (own.group.toLowerCase() === group?.toLowerCase()) {
        throw new RunnerError(`Canceling since a deadlock was detected for concurrency group: '${own.group}'`);
      }
      const left = await machine.groups.enter(event.repository, own, () => this.cancel(), this.#stop.signal);
      if (!left) return false;
      leave.push(left);
    }
    const place = await machine.slots.enter(this.#stop.signal);
    if (place) leave.push(place);
    return place !== undefined;
  }

  async #execute(): Promise<{ conclusion: Conclusion; outputs: Readonly<Record<string, string>> }> {
    const { machine, event, workflow, record } = this.#run;
    const keys = this.#job.keys;
    this.#view.start();
    checkLabels(keys, this.#scope);
    const environment = readEnvironment(child(keys, 'environment'), this.#scope);
    if (environment !== undefined) checkEnvironment(environment, event, machine);
    const settings = settingsFor(event, environment, machine);
    const permissions = effectivePermissions(workflow.permissions, this.#job.permissions, isRestricted(event));
    const token = machine.options.host.issueJobToken({
      repository: event.repository,
      permissions,
      runId: record.id,
      job: this.name,
    });
    const minutes = minutesOf(child(keys, 'timeout-minutes'), this.#scope) ?? 360;
    const expire = () => {
      this.log.error(`The job has exceeded the maximum execution time of ${minutes} minutes.`);
      this.cancel();
    };
    const timer = setTimeout(expire, Math.min(minutes * machine.minuteMs, 2 ** 31 - 1));
    try {
      await using opened = await openJob({
        run: this.#run,
        job: this.#job,
        scope: this.#scope,
        settings,
        token,
        log: this.log,
        signal: this.#stop.signal,
        key: `${this.#index}`,
      });
      const { context, defaults } = opened;
      const outputs = await runJob(this.#job.steps, child(keys, 'outputs'), defaults, context, this.#view);
      return { conclusion: this.#stop.signal.aborted ? 'cancelled' : context.status, outputs };
    } finally {
      clearTimeout(timer);
    }
  }
}
