import type { Clock } from '../clock.ts';
import type { RunnerHost } from '../runner-port.ts';

/** Secrets and variables of one level: a repository, or one of its environments. */
export interface Settings {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
}

export interface RunnerOptions {
  readonly host: RunnerHost;
  /** The folder of the action that `owner/name[/path]@ref` names; it throws where there is none. */
  readonly resolveAction: (uses: string) => string | Promise<string>;
  /** What a repository has, and what its environment adds; an environment's value wins. */
  readonly secrets: (repository: string, environment?: string) => Settings;
  /** Whether a ref may deploy to an environment. */
  readonly environments: (request: { repository: string; environment: string; ref: string }) => boolean;
  /** Where the runner keeps workspaces while jobs run. */
  readonly folder: string;
  /** What `GITHUB_API_URL` will be, for example `http://127.0.0.1:1234/api/v3`. */
  readonly apiUrl: string;
  /** What `GITHUB_SERVER_URL` will be; by default `http://github.localhost:PORT` with the API's port. */
  readonly serverUrl?: string;
  readonly graphqlUrl?: string;
  /** Folders that a job's PATH starts from; by default this Node's and the system's. */
  readonly path?: readonly string[];
  readonly clock?: Clock;
  /** How many jobs run at once. Default 4. */
  readonly maxJobs?: number;
  /** How long a minute of `timeout-minutes` lasts, in milliseconds. Default 60000; shorter in tests. */
  readonly minuteMs?: number;
  /** From SIGINT to SIGKILL, in milliseconds. Default 10000, as on GitHub. */
  readonly graceMs?: number;
  /** Told what has no place in a run's jobs: why a workflow file is invalid, faults of the runner itself. */
  readonly report?: (message: string) => void;
}
