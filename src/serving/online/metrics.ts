import { Counter, Gauge, type Registry } from 'prom-client';
import type { Fleet } from '../fleet.ts';
import type { OnlineFeatures, OnlineStanding } from './online-features.ts';

/** What `/metrics` says of the views of the versions that answer. */
export type OnlineStandings = Pick<OnlineFeatures, 'standingsOf' | 'viewsOf'>;

/** Whether a version that answers has a view marked online whose features must be given all the same. */
export function hasRefusals(online: OnlineStandings, digest: string | undefined): boolean {
  return digest !== undefined && online.viewsOf(digest).some(({ fault }) => fault !== undefined);
}

export function onlineMetrics(register: Registry, fleet: Fleet, online: OnlineStandings, now: () => number): void {
  const registers = [register];
  const labelNames = ['model', 'view'] as const;
  const each = (visit: (labels: { model: string; view: string }, standing: OnlineStanding) => void): void => {
    for (const { model, current } of fleet.standings)
      for (const standing of current === undefined ? [] : online.standingsOf(current.digest))
        visit({ model, view: standing.view }, standing);
  };
  new Gauge({
    name: 'aval_online_rows',
    help: 'Rows of a view in memory.',
    labelNames,
    registers,
    collect() {
      this.reset();
      each((labels, { feed }) => feed?.view && this.set(labels, feed.view.rows));
    },
  });
  new Gauge({
    name: 'aval_online_state_age_seconds',
    help: 'Since when the source of a view was last seen to hold these rows.',
    labelNames,
    registers,
    collect() {
      this.reset();
      each((labels, { feed }) => feed?.checked !== undefined && this.set(labels, (now() - feed.checked) / 1000));
    },
  });
  new Gauge({
    name: 'aval_online_refused',
    help: '1 for a view marked online whose features must be given: the metadata of the model says why.',
    labelNames,
    registers,
    collect() {
      this.reset();
      each((labels, { view }) => {
        const { digest = '' } = fleet.standing(labels.model)?.current ?? {};
        const refused = online.viewsOf(digest).some((one) => one.view === view && one.fault !== undefined);
        this.set(labels, Number(refused));
      });
    },
  });
  for (const [name, help, read] of [
    [
      'aval_online_refresh_failures_total',
      'Looks at the source of a view that failed: the rows that were read go on.',
      ({ feed }: OnlineStanding) => feed?.failures ?? 0,
    ],
    [
      'aval_online_unknown_keys_total',
      'Rows of requests whose key has no row in a view.',
      ({ unknownKeys }: OnlineStanding) => unknownKeys,
    ],
  ] as const) {
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        each((labels, standing) => this.inc(labels, read(standing)));
      },
    });
  }
}
