import type { Octokit } from '@octokit/rest';
import type { AskedRuns } from './holdout/asked-runs.ts';
import type { Key } from './key.ts';
import type { ServingReports } from './serving/serving-reports.ts';

/** What a reconciliation is given beside its key. */
export interface Reconciliation {
  /** As the installation, with its rights. */
  readonly client: Octokit;
  /** The installation's token, for git; asked for when needed, valid for at least ten minutes. */
  token(): Promise<string>;
  readonly signal: AbortSignal;
  /** A structured line of the log: nothing secret, nothing that is not a number, a digest, a sha or a name. */
  log(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  /** The same, for what a person should look at. */
  warn: Reconciliation['log'];
  /** Trusted runs that are waited for. */
  readonly asked: AskedRuns;
  /** What servers say they run. */
  readonly reports: ServingReports;
  /** Further keys to look at. */
  enqueue(key: Key): void;
}

/** `again`: look once more after so many milliseconds, because something outside was not ready. */
export interface Reconciled {
  readonly again?: number;
}

/** Reads GitHub and git, computes what should be, writes the difference. Safe to run at any time, any number of times. */
export type Reconcile = (key: Key, context: Reconciliation) => Promise<Reconciled>;
