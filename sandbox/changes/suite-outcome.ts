import type { CheckRun, CheckSuite } from '../state/check.ts';
import type { Repository } from '../state/repository.ts';

export interface SuiteOutcome {
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly runs: number;
}

/** Worst first; `skipped` and `neutral` count as success. */
const severity = [
  'startup_failure',
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'stale',
  'success',
  'neutral',
  'skipped',
];

/** A suite has no state of its own: it is what its newest runs are. */
export function suiteOutcome(repository: Repository, suite: CheckSuite): SuiteOutcome {
  const runs = newestByName([...repository.checkRuns.values()].filter((run) => run.suite === suite));
  if (runs.length === 0) return { status: 'queued', conclusion: null, runs: 0 };
  if (runs.some((run) => run.status !== 'completed')) {
    const waiting = runs.every((run) => run.status === 'queued');
    return { status: waiting ? 'queued' : 'in_progress', conclusion: null, runs: runs.length };
  }
  const conclusions = new Set(runs.map((run) => run.conclusion));
  return { status: 'completed', conclusion: severity.find((one) => conclusions.has(one)) ?? null, runs: runs.length };
}

/** Of several runs with one name by one App, the newest counts. */
export function newestByName(runs: readonly CheckRun[]): CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of runs) newest.set(`${run.app.id} ${run.name}`, run);
  return [...newest.values()];
}
