import type { ServedModel, ServingReport } from '../../src/core/serving-report/report.ts';
import type { Clock } from '../queue/clock.ts';
import type { DeploymentStatus } from './deployment-status.ts';

interface Kept {
  readonly report: ServingReport;
  readonly at: number;
}

/** How long a server counts without another word; it repeats its report every minute. */
const patience = 600_000;
/** Of one repository. Of more, those that were heard of longest ago are forgotten: whoever holds its key can't fill the memory. */
const mostServers = 500;

interface Where {
  readonly owner: string;
  readonly repo: string;
}

/** What servers say they run, the newest of each. In memory only: after a restart all of it is told again within a minute. */
export class ServingReports {
  readonly #clock: Pick<Clock, 'now'>;
  /** By repository, then by server; longest silent first. */
  readonly #kept = new Map<string, Map<string, Kept>>();
  /** What GitHub was seen to show of a deployment, so that it isn't asked again as long as servers say nothing else. */
  readonly shown = new Map<string, { readonly commit: string; readonly status: DeploymentStatus }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /**
   * Keeps a report; of a server that serves nothing any more there is nothing to keep. Says whether it tells anything new of what runs: that a server
   * looked at another commit is nothing new.
   */
  take(where: Where, report: ServingReport): boolean {
    const servers = this.#serversOf(where);
    const name = `${report.environment}/${report.server}`;
    const before = servers.get(name);
    servers.delete(name);
    if (report.models.length === 0) return before !== undefined;
    servers.set(name, { report, at: this.#clock.now() });
    const [oldest] = servers.keys();
    if (servers.size > mostServers && oldest !== undefined) servers.delete(oldest);
    this.#kept.set(nameOf(where), servers);
    return before === undefined || JSON.stringify(before.report.models) !== JSON.stringify(report.models);
  }

  /** How a model stands on every server of an environment; undefined for one that doesn't know of it. */
  of(where: Where, environment: string, model: string): readonly (ServedModel | undefined)[] {
    return [...this.#serversOf(where).values()]
      .filter(({ report }) => report.environment === environment)
      .map(({ report }) => report.models.find((one) => one.model === model));
  }

  /** Models that servers report on, by environment; each once. */
  reported(where: Where): readonly { readonly environment: string; readonly model: string }[] {
    const found = [...this.#serversOf(where).values()].flatMap(({ report: { environment, models } }) =>
      models.map(({ model }) => ({ environment, model })),
    );
    return [...new Map(found.map((one) => [`${one.environment}/${one.model}`, one])).values()];
  }

  /** Servers of all repositories. */
  get servers(): number {
    for (const name of this.#kept.keys()) this.#forgetSilent(name);
    return [...this.#kept.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #serversOf(where: Where): Map<string, Kept> {
    this.#forgetSilent(nameOf(where));
    return this.#kept.get(nameOf(where)) ?? new Map();
  }

  #forgetSilent(repository: string): void {
    const servers = this.#kept.get(repository);
    if (servers === undefined) return;
    const since = this.#clock.now() - patience;
    for (const [name, { at }] of servers) if (at < since) servers.delete(name);
    if (servers.size === 0) this.#kept.delete(repository);
  }
}

const nameOf = ({ owner, repo }: Where): string => `${owner}/${repo}`.toLowerCase();
