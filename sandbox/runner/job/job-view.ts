import type { RunnerHost } from '../../runner-port.ts';
import type { JobLog } from './log.ts';
import type { Conclusion } from './status.ts';

type Job = Parameters<RunnerHost['upsertJob']>[1];

/** A job as the API shows it: each change is told to the host at once. */
export class JobView {
  readonly name: string;
  readonly #host: RunnerHost;
  readonly #runId: number;
  readonly #log: JobLog;
  readonly #now: () => Date;
  readonly #steps: Job['steps'][number][] = [];
  #startedAt: string;
  #status: Job['status'] = 'queued';
  #end: { conclusion: Conclusion; completedAt: string } | undefined;

  constructor(name: string, log: JobLog, host: RunnerHost, runId: number, now: () => Date) {
    this.name = name;
    this.#log = log;
    this.#host = host;
    this.#runId = runId;
    this.#now = now;
    this.#startedAt = now().toISOString();
    this.#publish();
  }

  start(): void {
    this.#status = 'in_progress';
    this.#startedAt = this.#now().toISOString();
    this.#publish();
  }

  /** Runs a step and shows it while it runs. */
  async step(name: string, body: () => Promise<Conclusion>): Promise<Conclusion> {
    const number = this.#steps.length + 1;
    this.#steps.push({ name, status: 'in_progress', number });
    this.#publish();
    const conclusion = await body();
    this.#steps[number - 1] = { name, status: 'completed', conclusion, number };
    this.#publish();
    return conclusion;
  }

  complete(conclusion: Conclusion): void {
    this.#status = 'completed';
    this.#end = { conclusion, completedAt: this.#now().toISOString() };
    this.#publish();
  }

  #publish(): void {
    const steps = this.#steps.map((step) => ({ ...step }));
    const [name, status, startedAt] = [this.name, this.#status, this.#startedAt];
    this.#host.upsertJob(this.#runId, { name, status, startedAt, ...this.#end, steps, log: this.#log.text });
  }
}
