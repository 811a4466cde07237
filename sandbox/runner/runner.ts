import { mkdir } from 'node:fs/promises';
import type { RunRecord } from '../runner-port.ts';
import { ArtifactServer } from './artifact/server.ts';
import type { Annotation } from './job/log.ts';
import { createMachine } from './job/machine.ts';
import { WorkflowRun } from './job/workflow-run.ts';
import type { RunnerOptions } from './options.ts';
import { RunnerError } from './runner-error.ts';
import type { RunnerEvent } from './trigger/event.ts';
import { describe, newRun } from './trigger/new-run.ts';
import { placeEvent, startsNothing, workflowsFor } from './trigger/workflows-for.ts';
import type { InvalidWorkflow, Workflow } from './workflow/definition.ts';
import { GitFiles } from './workflow/git-files.ts';
import { isInvalid } from './workflow/read-workflow.ts';

export type { RunnerOptions } from './options.ts';
export type { RunnerEvent } from './trigger/event.ts';

export interface JobNotes {
  readonly job: string;
  readonly annotations: readonly Annotation[];
  /** What its steps wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
}

export interface Runner {
  /** Starts the runs that an event asks for, and returns as soon as they are made. */
  handle(event: RunnerEvent): Promise<readonly RunRecord[]>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
  /** Cancels a run; one that has ended stays as it is. */
  cancel(runId: number): void;
  /** Runs all the jobs of an ended run again, as its next attempt. */
  rerun(runId: number): RunRecord;
  /** Annotations and summaries of the jobs of a run's last attempt, in the order in which they came up. */
  notes(runId: number): readonly JobNotes[];
  /** Cancels everything, waits for it, and stops the artifact server. */
  close(): Promise<void>;
}

interface Known {
  readonly workflow: Workflow;
  readonly event: RunnerEvent;
  readonly number: number;
  readonly run: WorkflowRun;
}

/** A runner for GitHub Actions workflows on this machine: processes on the host, no container. */
export function createRunner(options: RunnerOptions): Runner {
  const artifacts = new ArtifactServer(options.host, () => options.clock?.now() ?? new Date());
  const machine = createMachine(options, artifacts);
  const known = new Map<number, Known>();
  const active = new Map<number, Promise<void>>();
  const numbers = new Map<string, number>();
  const handling = new Set<Promise<unknown>>();
  let closed = false;

  function start(entry: Known): RunRecord {
    const { record } = entry.run;
    known.set(record.id, entry);
    active.set(
      record.id,
      entry.run.execute().finally(() => active.delete(record.id)),
    );
    return record;
  }

  async function startWorkflow(workflow: Workflow, event: RunnerEvent, files: GitFiles): Promise<RunRecord> {
    const record = options.host.createRun(await newRun(workflow, event, files, machine));
    const key = `${event.repository}/${workflow.path}`;
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    return start({ workflow, event, number, run: new WorkflowRun(machine, workflow, event, record, number) });
  }

  /** GitHub makes a run without jobs, which has failed. */
  function failInvalid({ path, problems }: InvalidWorkflow, event: RunnerEvent): RunRecord {
    const record = options.host.createRun({ ...describe(event), name: path, path, displayTitle: path });
    options.report?.(`run ${record.id}, ${path}: invalid workflow file: ${problems.join('; ')}`);
    options.host.updateRun(record.id, { status: 'completed', conclusion: 'failure' });
    return record;
  }

  async function begin(given: RunnerEvent): Promise<readonly RunRecord[]> {
    await mkdir(options.folder, { recursive: true });
    await artifacts.start();
    const files = await GitFiles.open(given.files(given.ref), options.folder);
    if (await startsNothing(given, files)) return [];
    const event = await placeEvent(given, files);
    const records: RunRecord[] = [];
    for (const workflow of await workflowsFor(event, files)) {
      records.push(isInvalid(workflow) ? failInvalid(workflow, event) : await startWorkflow(workflow, event, files));
    }
    return records;
  }

  async function idle(): Promise<void> {
    while (active.size > 0 || handling.size > 0) await Promise.allSettled([...active.values(), ...handling]);
  }

  return {
    async handle(event) {
      if (closed) throw new RunnerError('the runner is closed');
      const begun = begin(event);
      handling.add(begun);
      return begun.finally(() => handling.delete(begun));
    },
    idle,
    cancel: (runId) => known.get(runId)?.run.cancel(),
    rerun(runId) {
      const last = known.get(runId);
      if (!last) throw new RunnerError(`run ${runId}: no such run`);
      if (active.has(runId)) throw new RunnerError(`run ${runId}: still running`);
      const { workflow, event, number } = last;
      const record = { ...last.run.record, attempt: last.run.record.attempt + 1 };
      return start({ workflow, event, number, run: new WorkflowRun(machine, workflow, event, record, number) });
    },
    notes(runId) {
      const legs = known.get(runId)?.run.legs ?? [];
      return legs.map(({ name, log }) => ({ job: name, annotations: log.annotations, summary: log.summary }));
    },
    async close() {
      closed = true;
      for (const id of active.keys()) known.get(id)?.run.cancel('even always()');
      await idle();
      await artifacts.close();
    },
  };
}
