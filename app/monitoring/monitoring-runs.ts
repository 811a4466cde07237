import type { MonitoringReport } from '../../src/core/monitoring-report/report.ts';
import type { FoundRun } from '../../src/github/workflow-runs.ts';

interface Where {
  readonly owner: string;
  readonly repo: string;
}

interface Kept {
  readonly run: string;
  /** Undefined: it was refused. */
  readonly report: MonitoringReport | undefined;
}

/** The newest monitoring run of each repository, with its report: an artifact never changes, so it is read once. In memory only. */
export class MonitoringRuns {
  readonly #kept = new Map<string, Kept>();

  of(where: Where, run: FoundRun): Kept | undefined {
    const known = this.#kept.get(nameOf(where));
    return known?.run === idOf(run) ? known : undefined;
  }

  keep(where: Where, run: FoundRun, report: MonitoringReport | undefined): Kept {
    const kept = { run: idOf(run), report };
    this.#kept.set(nameOf(where), kept);
    return kept;
  }
}

const nameOf = ({ owner, repo }: Where): string => `${owner}/${repo}`;
/** Run again, a run has the same number and another artifact. */
const idOf = ({ id, attempt }: FoundRun): string => `${id}/${attempt}`;
