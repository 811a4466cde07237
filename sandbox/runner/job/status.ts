import { data } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** What `success()`, `failure()`, `cancelled()` and `always()` answer at one place. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** Within a job: the status of the steps so far. */
export function statusOfSteps(status: Conclusion): Status {
  return { success: status === 'success', failure: status === 'failure', cancelled: status === 'cancelled' };
}

/** Between jobs: of all the jobs that a job waits for, also through others. A skipped one is no success. */
export function statusOfAncestors(results: readonly Conclusion[], cancelled: boolean): Status {
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}

export function statusFunctions(status: Status): FunctionDefinition[] {
  const answer = (name: string, value: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  return [
    answer('success', status.success),
    answer('failure', status.failure),
    answer('cancelled', status.cancelled),
    answer('always', true),
  ];
}

/** The conclusion of several: any failure fails, then any cancellation cancels; all skipped is skipped. */
export function combine(results: readonly Conclusion[]): Conclusion {
  for (const worst of ['failure', 'cancelled', 'success'] as const) if (results.includes(worst)) return worst;
  return 'skipped';
}
