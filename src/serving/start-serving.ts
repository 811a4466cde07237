import { randomUUID } from 'node:crypto';
import type { ReadDesired } from './desired/desired.ts';
import { Fleet } from './fleet.ts';
import { Follower, type Look } from './follow.ts';
import { loggedTo } from './log/logged-to.ts';
import type { PredictionLog } from './log/prediction-log.ts';
import { servingMetrics } from './metrics.ts';
import type { OnlineFeatures } from './online/online-features.ts';
import type { ReportTo } from './post-report.ts';
import { Reporter } from './report.ts';
import { listen } from './server.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds between looks at git. */
  readonly interval: number;
  readonly serverVersion: string;
  readonly read: ReadDesired;
  readonly told: {
    readonly listening: (address: { readonly host: string; readonly port: number }) => void;
    readonly looked: (look: Look) => void;
    readonly failed: (error: unknown) => void;
    /** Reports to the App begin to fail, or arrive again (no fault). */
    readonly reported: (fault: string | undefined) => void;
  };
  readonly reportTo?: ReportTo;
  /** What is answered is recorded in it, and it is closed in the end. */
  readonly log: PredictionLog;
  /** Joins what requests leave out. */
  readonly online: OnlineFeatures;
}

/** Serves what an environment must run until the signal, and ends when the requests that began are answered. Throws `usage` where it can't listen. */
export async function startServing(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const { host, port, told, reportTo, online } = options;
  const fleet = new Fleet();
  const metrics = servingMetrics(fleet, options.log, online);
  const reporter = reportTo && new Reporter({ to: reportTo, fleet, server: randomUUID(), told: told.reported });
  const follower = new Follower(online.following(options.read), fleet, options.interval, (look) => {
    online.keep(digestsOf(fleet));
    metrics.looked(look);
    told.looked(look);
    reporter?.looked(look);
  });
  const server = await listen({
    host,
    port,
    fleet,
    metrics,
    serverVersion: options.serverVersion,
    ready: () => isWhole(fleet) && hasLooked(follower, fleet),
    newId: randomUUID,
    predicted: loggedTo(options.log, Date.now),
    viewsOf: (digest) => online.viewsOf(digest),
    nudge: () => follower.nudge(),
    failed: told.failed,
  });
  told.listening(server);
  const ended = new AbortController();
  const running = AbortSignal.any([signal, ended.signal]);
  const [reporting, refreshing] = [reporter?.run(running), online.run(running)];
  try {
    await follower.run(signal);
  } finally {
    ended.abort();
    await Promise.all([reporting, refreshing, server.close()]);
    await options.log.close();
  }
}

/** Of the versions that are loaded, and of those that are to be. */
function digestsOf(fleet: Fleet): ReadonlySet<string> {
  const digests = fleet.standings.flatMap(({ current, previous, wanted }) => [
    current?.digest,
    previous?.digest,
    wanted.digest,
  ]);
  return new Set(digests.filter((digest) => digest !== undefined));
}

const isWhole = (fleet: Fleet): boolean => fleet.standings.every(({ current }) => current !== undefined);
/** An empty fleet is ready only once git has said that it must be empty. */
const hasLooked = ({ last }: Follower, fleet: Fleet): boolean => last?.kind === 'looked' || fleet.standings.length > 0;
