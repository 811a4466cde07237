import type { RunRecord } from '../../runner-port.ts';
import { messageOf } from '../runner-error.ts';
import type { RunnerEvent } from '../trigger/event.ts';
import { readInputs } from '../trigger/inputs.ts';
import type { JobDefinition, Workflow } from '../workflow/definition.ts';
import { holds, type Scope } from '../workflow/expression.ts';
import { ancestorsOf } from './ancestors.ts';
import { type ConcurrencySetting, readConcurrency } from './concurrency.ts';
import { githubContext } from './github-context.ts';
import { settingsFor } from './job-environment.ts';
import { JobView } from './job-view.ts';
import type { Leg, LegRun } from './leg.ts';
import { JobLog } from './log.ts';
import type { Machine } from './machine.ts';
import { runLegs } from './run-legs.ts';
import { type Conclusion, combine, statusFunctions, statusOfAncestors } from './status.ts';

export interface JobOutcome {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** One attempt of a workflow run: its concurrency group, then its jobs, each as soon as those that it needs are done. */
export class WorkflowRun {
  readonly record: RunRecord;
  readonly legs: Leg[] = [];
  readonly #machine: Machine;
  readonly #workflow: Workflow;
  readonly #event: RunnerEvent;
  readonly #contexts: Readonly<Record<string, unknown>>;
  readonly #stop = new AbortController();
  readonly #outcomes = new Map<string, Promise<JobOutcome>>();
  /** Legs that run or wait, with the condition that decides whether a cancellation reaches them. */
  readonly #live = new Map<Leg, () => boolean>();

  constructor(machine: Machine, workflow: Workflow, event: RunnerEvent, record: RunRecord, number: number) {
    this.#machine = machine;
    this.#workflow = workflow;
    this.#event = event;
    this.record = record;
    this.#contexts = {
      github: githubContext(workflow, event, { id: record.id, number, attempt: record.attempt }, machine),
      inputs: readInputs(workflow, event),
      vars: settingsFor(event, undefined, machine).vars,
    };
  }

  /** Ends the run: jobs stop unless their condition still holds, as with `always()`. */
  cancel(reach?: 'even always()'): void {
    this.#stop.abort();
    for (const [leg, stays] of this.#live) if (reach || !stays()) leg.cancel();
  }

  /** Runs to the end; never throws. */
  async execute(): Promise<void> {
    const { host } = this.#machine.options;
    const { id, repository } = this.record;
    host.updateRun(id, { status: 'queued' });
    let leave: (() => void) | undefined = () => undefined;
    let conclusion: Conclusion = 'cancelled';
    try {
      const group = readConcurrency(this.#workflow.concurrency, { contexts: this.#contexts });
      if (group) leave = await this.#machine.groups.enter(repository, group, () => this.cancel(), this.#stop.signal);
      if (leave) {
        host.updateRun(id, { status: 'in_progress' });
        conclusion = await this.#runJobs(group);
      }
    } catch (error) {
      this.#machine.options.report?.(`run ${id}, ${this.record.path}: ${messageOf(error)}`);
      conclusion = 'failure';
    }
    host.updateRun(id, { status: 'completed', conclusion });
    leave?.();
  }

  async #runJobs(group: ConcurrencySetting | undefined): Promise<Conclusion> {
    const run = {
      machine: this.#machine,
      workflow: this.#workflow,
      event: this.#event,
      record: this.record,
      group: group?.group,
    };
    const outcomes = this.#workflow.jobs.map((job) => this.#outcome(job, run));
    const conclusion = combine((await Promise.all(outcomes)).map((outcome) => outcome.result));
    return this.#stop.signal.aborted && conclusion !== 'failure' ? 'cancelled' : conclusion;
  }

  #outcome(job: JobDefinition, run: LegRun): Promise<JobOutcome> {
    const started = this.#outcomes.get(job.id) ?? this.#runJob(job, run);
    this.#outcomes.set(job.id, started);
    return started;
  }

  async #runJob(job: JobDefinition, run: LegRun): Promise<JobOutcome> {
    const needs: Record<string, JobOutcome> = {};
    for (const id of job.needs) needs[id] = await this.#outcomeOf(id, run);
    const ancestors = await Promise.all(
      [...ancestorsOf(job, this.#workflow.jobs)].map((id) => this.#outcomeOf(id, run)),
    );
    const results = ancestors.map((outcome) => outcome.result);
    const scope = (): Scope => ({
      contexts: { ...this.#contexts, needs },
      functions: statusFunctions(statusOfAncestors(results, this.#stop.signal.aborted)),
    });
    const log = new JobLog();
    const conclude = (result: Conclusion) => {
      const { host } = this.#machine.options;
      new JobView(job.id, log, host, this.record.id, this.#machine.now).complete(result);
      return { result, outputs: {} };
    };
    try {
      if (!holds(job.condition, scope())) return conclude(this.#stop.signal.aborted ? 'cancelled' : 'skipped');
      return await runLegs(run, job, scope(), (leg) => this.#follow(leg, () => holds(job.condition, scope())));
    } catch (error) {
      log.error(messageOf(error));
      return conclude('failure');
    }
  }

  /** Keeps a leg where a cancellation finds it, until it is done. */
  #follow(leg: Leg, stays: () => boolean): () => void {
    this.legs.push(leg);
    this.#live.set(leg, stays);
    return () => this.#live.delete(leg);
  }

  #outcomeOf(id: string, run: LegRun): Promise<JobOutcome> {
    const job = this.#workflow.jobs.find((other) => other.id === id);
    return job ? this.#outcome(job, run) : Promise.resolve({ result: 'skipped', outputs: {} });
  }
}
