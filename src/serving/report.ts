import { mostFaultCharacters, reportFormat, type ServingReport } from '../core/serving-report/report.ts';
import type { Fleet, Standing } from './fleet.ts';
import type { Look } from './follow.ts';
import { pause } from './pause.ts';
import { postReport, type ReportTo } from './post-report.ts';

export interface ReporterParts {
  readonly to: ReportTo;
  readonly fleet: Fleet;
  /** Of this process, and no other. */
  readonly server: string;
  /** Told when reports begin to fail, and when they arrive again (no fault). */
  readonly told: (fault: string | undefined) => void;
}

/** Milliseconds between reports that say nothing new, give or take a fifth: the App keeps them in memory only. */
const interval = 60_000;
/** Between any two. */
const leastPause = 1000;
/** The end of a server waits no longer for it. */
const farewell = 2000;

/** Tells the App what runs here, when that changed and every minute. Whatever becomes of it, serving goes on. */
export class Reporter {
  readonly #parts: ReporterParts;
  #commit: string | undefined;
  /** The models of the report that the App took last. */
  #taken: string | undefined;
  #failing = false;
  /** Of the report that was sent last, in milliseconds since 1970. */
  #sent = 0;
  #woken = new AbortController();

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  /** A look at git has ended. */
  looked(look: Look): void {
    if (look.kind !== 'looked') return;
    this.#commit = look.commit;
    if (JSON.stringify(servedModels(this.#parts.fleet)) !== this.#taken) this.#woken.abort();
  }

  /** Until the signal; the last report says that this server is gone. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#woken = new AbortController();
      await this.#tell(servedModels(this.#parts.fleet), signal);
      await pause(leastPause, signal);
      const wake = AbortSignal.any([signal, this.#woken.signal]);
      await pause(interval * (0.8 + 0.4 * Math.random()) - leastPause, wake);
    }
    if (this.#taken !== undefined) await this.#tell([], AbortSignal.timeout(farewell));
  }

  async #tell(models: ServingReport['models'], signal: AbortSignal): Promise<void> {
    if (this.#commit === undefined) return; // nothing is known before the first look
    const { to, told } = this.#parts;
    try {
      await postReport(to, this.#report(this.#commit, models), signal);
      this.#taken = JSON.stringify(models);
      if (this.#failing) told(undefined);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing && !signal.aborted) told(error instanceof Error ? error.message : String(error));
      this.#failing = true;
    }
  }

  #report(commit: string, models: ServingReport['models']): ServingReport {
    const { to, server } = this.#parts;
    const { repository, environment } = to;
    this.#sent = Math.max(Date.now(), this.#sent + 1); // later than the one before, even where the clock was set back
    const time = new Date(this.#sent).toISOString();
    return { format: reportFormat, repository, environment, server, time, interval: interval / 1000, commit, models };
  }
}

/** How each model stands. One whose file could never be read has no digest: of it there is nothing to tell. */
function servedModels(fleet: Fleet): ServingReport['models'] {
  return fleet.standings.filter(({ wanted }) => wanted.digest !== '').map(servedModel);
}

function servedModel({ model, wanted, current, fault }: Standing): ServingReport['models'][number] {
  const running = current?.digest ?? null;
  return { model, ...wanted, running, ...(fault !== undefined && { fault: fault.slice(0, mostFaultCharacters) }) };
}
