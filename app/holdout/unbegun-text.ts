import type { Unbegun } from './asked-runs.ts';
import { trustedWorkflow } from './settle.ts';

/** What is waited for where no trusted run begins, and what a person can do: goes on after "waiting for". */
export function unbegunText(unbegun: Unbegun): string {
  switch (unbegun.kind) {
    case 'unlisted':
      return `a run of ${trustedWorkflow}: it has been asked for ${unbegun.times} times, and none has begun. Is that workflow on the default branch, are Actions enabled, and does a runner take its jobs? "aval doctor" looks for the first two`;
    case 'queued':
      return `run ${unbegun.run} of ${trustedWorkflow} to begin: it is queued, and nothing has taken its job for a quarter of an hour. Look whether a runner for it is online and free, and whether its environment wants an approval`;
  }
}
