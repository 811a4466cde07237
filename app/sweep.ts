import type { Probot } from 'probot';
import type { Key } from './key.ts';
import type { Logger } from './log.ts';
import type { Clock } from './queue/clock.ts';
import { errorFacts } from './report-outcome.ts';

export interface SweepParts {
  readonly probot: Probot;
  readonly enqueue: (key: Key) => void;
  readonly log: Logger;
}

export interface Swept {
  readonly repositories: number;
  /** Installations that could not be listed. */
  readonly failed: number;
}

/**
 * Asks for every repository of every installation to be looked at: finds what no webhook told. Throws when GitHub does not list the
 * installations; one whose repositories it does not list is logged and left for the next sweep.
 */
export async function sweep({ probot, enqueue, log }: SweepParts): Promise<Swept> {
  const app = await probot.auth();
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  let [repositories, failed] = [0, 0];
  for (const { id, suspended_at } of installations) {
    if (suspended_at !== null) continue;
    try {
      const client = await probot.auth(id);
      const pages = client.paginate.iterator(client.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
      for await (const { data } of pages) {
        for (const { name, owner, archived, disabled } of data) {
          if (archived || disabled) continue;
          enqueue({ installation: id, owner: owner.login, repo: name, subject: { kind: 'repository' } });
          repositories += 1;
        }
      }
    } catch (error) {
      failed += 1;
      log.warn({ event: 'sweep failed', installation: id, ...errorFacts(error) });
    }
  }
  return { repositories, failed };
}

export interface SweepTimer {
  /** In minutes. */
  readonly every: number;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Share of the interval by which sweeps are spread, so that many Apps started at once do not ask at once. */
const spread = 0.2;
/** After one that found not everything. */
const soon = 60_000;

export interface Sweeping {
  end(): void;
  /** Resolves when none is on its way. */
  settled(): Promise<void>;
}

/** Runs one now and one after every interval, never two at a time. `once` says whether it was whole, and never throws. */
export function sweepForever(once: () => Promise<boolean>, { every, clock, random }: SweepTimer): Sweeping {
  let ended = false;
  let cancel = (): void => undefined;
  let last = Promise.resolve();
  const turn = async (): Promise<void> => {
    const interval = (await once()) ? every * 60_000 : Math.min(soon, every * 60_000);
    const wait = interval * (1 - spread / 2 + spread * random());
    if (!ended) cancel = clock.after(wait, begin);
  };
  const begin = (): void => {
    last = turn();
  };
  begin();
  const end = (): void => {
    ended = true;
    cancel();
  };
  return { end, settled: () => last };
}
