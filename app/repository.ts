import type { Mirror } from '../src/engines/git/mirror.ts';
import type { RepositoryClient } from '../src/github/repository-client.ts';
import type { Identity } from './github/identity.ts';
import type { Key } from './key.ts';
import type { MonitoringRuns } from './monitoring/monitoring-runs.ts';
import type { Reconciliation } from './reconcile.ts';

/** One repository, as a reconciliation sees it. */
export interface AppRepository extends RepositoryClient {
  readonly key: Key;
  readonly identity: Identity;
  /** Where people read GitHub. */
  readonly server: string;
  readonly mirror: Mirror;
  readonly context: Reconciliation;
  /** Monitoring runs that were read. */
  readonly monitoringRuns: MonitoringRuns;
}

/** The author of the App's commits: GitHub shows them as the bot's. */
export function authorOf({ bot }: Identity): { name: string; email: string } {
  return { name: bot.login, email: `${bot.id}+${bot.login}@users.noreply.github.com` };
}
