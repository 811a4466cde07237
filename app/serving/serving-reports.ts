import { mostClockDifference, patienceWith } from '../../src/core/serving-report/freshness.ts';
import type { ServedModel, ServingReport } from '../../src/core/serving-report/report.ts';
import type { Clock } from '../queue/clock.ts';
import type { DeploymentStatus } from './deployment-status.ts';

interface Kept {
  readonly report: ServingReport;
  readonly at: number;
}

/** Of one repository. Of more, those that were heard of longest ago are forgotten: whoever holds its key can't fill the memory. */
const mostServers = 500;
/** How long the last time of a server that is silent or gone is remembered: an older report of it is too old by then. */
const memory = 2 * mostClockDifference;

interface Where {
  readonly owner: string;
  readonly repo: string;
}

/** `late`: the server said something newer before, or the very same; nothing is taken from it. */
export type Taken = 'news' | 'known' | 'late';

/** What servers say they run, the newest of each. In memory only: after a restart all of it is told again within a minute. */
export class ServingReports {
  readonly #clock: Pick<Clock, 'now'>;
  /** By repository, then by server; longest silent first. Those that don't count any more are there for their time. */
  readonly #kept = new Map<string, Map<string, Kept>>();
  /** What GitHub was seen to show of a deployment, so that it isn't asked again as long as servers say nothing else. */
  readonly shown = new Map<string, { readonly commit: string; readonly status: DeploymentStatus }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /**
   * Keeps a report; a server that serves nothing any more does not count. Says whether it tells anything new of what runs: that a server looked at
   * another commit is nothing new.
   */
  take(where: Where, report: ServingReport): Taken {
    const servers = this.#serversOf(where);
    const name = `${report.environment}/${report.server}`;
    const before = servers.get(name);
    if (before !== undefined && report.time <= before.report.time) return 'late'; // of one form, so texts compare as times
    servers.delete(name);
    servers.set(name, { report, at: this.#clock.now() });
    const [oldest] = servers.keys();
    if (servers.size > mostServers && oldest !== undefined) servers.delete(oldest);
    this.#kept.set(nameOf(where), servers);
    const models = before !== undefined && this.#counts(before) ? before.report.models : [];
    return JSON.stringify(models) === JSON.stringify(report.models) ? 'known' : 'news';
  }

  /** How a model stands on every server of an environment; undefined for one that doesn't know of it. */
  of(where: Where, environment: string, model: string): readonly (ServedModel | undefined)[] {
    return this.#counting(where)
      .filter(({ report }) => report.environment === environment)
      .map(({ report }) => report.models.find((one) => one.model === model));
  }

  /** Models that servers report on, by environment; each once. */
  reported(where: Where): readonly { readonly environment: string; readonly model: string }[] {
    const found = this.#counting(where).flatMap(({ report: { environment, models } }) =>
      models.map(({ model }) => ({ environment, model })),
    );
    return [...new Map(found.map((one) => [`${one.environment}/${one.model}`, one])).values()];
  }

  /** Milliseconds until the first server of a repository does not count any more if it says nothing; undefined where none counts. */
  silentIn(where: Where): number | undefined {
    const ends = this.#counting(where).map(({ report, at }) => at + patienceWith(report));
    return ends.length === 0 ? undefined : Math.min(...ends) - this.#clock.now();
  }

  /** Servers of all repositories that count. */
  get servers(): number {
    for (const name of this.#kept.keys()) this.#forget(name);
    return [...this.#kept.values()].reduce(
      (sum, servers) => sum + [...servers.values()].filter((one) => this.#counts(one)).length,
      0,
    );
  }

  #counting(where: Where): readonly Kept[] {
    return [...this.#serversOf(where).values()].filter((one) => this.#counts(one));
  }

  #counts({ report, at }: Kept): boolean {
    return report.models.length > 0 && this.#clock.now() <= at + patienceWith(report);
  }

  #serversOf(where: Where): Map<string, Kept> {
    this.#forget(nameOf(where));
    return this.#kept.get(nameOf(where)) ?? new Map();
  }

  #forget(repository: string): void {
    const servers = this.#kept.get(repository);
    if (servers === undefined) return;
    const now = this.#clock.now();
    for (const [name, { report, at }] of servers) {
      if (now > at + Math.max(memory, patienceWith(report))) servers.delete(name);
    }
    if (servers.size === 0) this.#kept.delete(repository);
  }
}

const nameOf = ({ owner, repo }: Where): string => `${owner}/${repo}`.toLowerCase();
