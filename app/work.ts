import type { Probot } from 'probot';
import type { GitTokens } from './github/git-tokens.ts';
import { installationClient } from './github/installation-client.ts';
import { RememberedAnswers } from './github/remembered-answers.ts';
import type { AskedRuns } from './holdout/asked-runs.ts';
import { type Key, keyText } from './key.ts';
import type { Logger } from './log.ts';
import type { QueueOptions } from './queue/keyed-queue.ts';
import type { Reconcile } from './reconcile.ts';
import type { ServingReports } from './serving/serving-reports.ts';

export interface WorkParts {
  readonly probot: Probot;
  readonly tokens: GitTokens;
  readonly reconcile: Reconcile;
  readonly log: Logger;
  readonly asked: AskedRuns;
  readonly reports: ServingReports;
  readonly enqueue: (key: Key, urgent: boolean) => void;
}

/** Gives a reconciliation what it needs: what it enqueues is as urgent as itself. */
export function createWork({
  probot,
  tokens,
  reconcile,
  log,
  asked,
  reports,
  enqueue,
}: WorkParts): QueueOptions['work'] {
  const answers = new Map<number, RememberedAnswers>();
  return async (key, signal, urgent) => {
    const known = answers.get(key.installation) ?? new RememberedAnswers();
    answers.set(key.installation, known);
    const client = await installationClient(probot, key.installation, signal, known);
    const about = log.child({ key: keyText(key) });
    return reconcile(key, {
      client,
      token: () => tokens.get(key),
      signal,
      log: (event, facts) => about.info({ ...facts, event }),
      warn: (event, facts) => about.warn({ ...facts, event }),
      asked,
      reports,
      enqueue: (further) => enqueue(further, urgent),
    });
  };
}
