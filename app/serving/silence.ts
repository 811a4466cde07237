import type { Clock } from '../queue/clock.ts';
import type { ServingReports } from './serving-reports.ts';

interface Where {
  readonly owner: string;
  readonly repo: string;
}

/** Notices servers that fell silent: one that was killed says nothing of it, and what waited for it must be looked at. One timer for each repository. */
export class Silence {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #reports: Pick<ServingReports, 'silentIn'>;
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: Pick<Clock, 'after'>, reports: Pick<ServingReports, 'silentIn'>) {
    this.#clock = clock;
    this.#reports = reports;
  }

  /** After each report of a repository: `fell` is called once a server of it is silent for too long, and again for the next one. */
  watch(where: Where, fell: () => void): void {
    const name = `${where.owner}/${where.repo}`;
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
    const wait = this.#reports.silentIn(where);
    if (wait === undefined) return;
    const cancel = this.#clock.after(wait + 1, () => {
      fell();
      this.watch(where, fell);
    });
    this.#cancels.set(name, cancel);
  }

  end(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
