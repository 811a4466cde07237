import type { Probot } from 'probot';
import { connect } from './github/connect.ts';
import { GitTokens } from './github/git-tokens.ts';
import { type Identity, readIdentity } from './github/identity.ts';
import { InstalledRepositories } from './github/installed-repositories.ts';
import { AskedRuns } from './holdout/asked-runs.ts';
import type { Logger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { defaultBackoff } from './queue/backoff.ts';
import { type Clock, systemClock } from './queue/clock.ts';
import { KeyedQueue, type QueueOptions } from './queue/keyed-queue.ts';
import type { Reconcile } from './reconcile.ts';
import { errorFacts, reportOutcome } from './report-outcome.ts';
import { createReportIntake, type ReportIntake } from './serving/report-intake.ts';
import { ServingReports } from './serving/serving-reports.ts';
import { Silence } from './serving/silence.ts';
import type { AppSettings } from './settings.ts';
import { type Sweeping, sweep, sweepForever } from './sweep.ts';
import { createIntake, type Intake } from './webhooks/intake.ts';
import { createWork } from './work.ts';

export interface EngineOptions {
  readonly settings: AppSettings;
  /** Makes the reconciliation, once GitHub has said who the App is. */
  readonly reconcile: (identity: Identity, settings: AppSettings) => Reconcile;
  readonly log: Logger;
  /** For tests; the defaults are what a person should run. */
  readonly tuning?: Partial<Omit<QueueOptions, 'work' | 'finished'>>;
}

/** All of the App but its server: what a server of one's own is put in front of. */
export interface Engine {
  readonly identity: Identity;
  readonly probot: Probot;
  readonly metrics: Metrics;
  readonly intake: Intake;
  /** For what servers report. */
  readonly reportIntake: ReportIntake;
  /** Resolves when no sweep is on its way, nothing is queued and nothing runs. */
  idle(): Promise<void>;
  /** Lets running reconciliations end for so many milliseconds, then aborts them. */
  stop(grace?: number): Promise<void>;
}

const defaults = { clock: systemClock, random: Math.random, workers: 10, quiet: 1_000, longestQuiet: 5_000 };
const timeLimit = 10 * 60_000;
const defaultGrace = 20_000;

/** Asks GitHub who the App is, then starts the queue and the sweep. */
export async function startEngine({ settings, reconcile, log, tuning }: EngineOptions): Promise<Engine> {
  const probot = connect(settings, log);
  const identity = await readIdentity(probot, settings);
  const tokens = new GitTokens(probot);
  const options = { ...defaults, timeLimit, backoff: defaultBackoff, ...tuning };
  const asked = new AskedRuns(options.clock);
  const reports = new ServingReports(options.clock);
  const silence = new Silence(options.clock, reports);
  const repositories = new InstalledRepositories(probot);
  const enqueue: KeyedQueue['add'] = (key, urgent) => queue.add(key, urgent);
  const queue: KeyedQueue = new KeyedQueue({
    ...options,
    work: createWork({ probot, tokens, reconcile: reconcile(identity, settings), log, asked, reports, enqueue }),
    finished: (key, outcome, milliseconds) => {
      if ('error' in outcome) {
        tokens.forget(key);
        repositories.forget(key);
      }
      reportOutcome(key, outcome, milliseconds, log, metrics);
    },
  });
  const metrics = createMetrics(queue, asked, reports);
  const intake = createIntake(queue, identity, { log, metrics });
  const reportIntake = createReportIntake({ queue, repositories, reports, silence, metrics });
  const sweeps = startSweeps({ probot, queue, metrics, log, clock: options.clock, random: options.random }, settings);
  const idle = async (): Promise<void> => {
    await sweeps.settled();
    await queue.idle();
  };
  const stop = async (grace = defaultGrace): Promise<void> => {
    sweeps.end();
    silence.end();
    await queue.stop(grace);
  };
  return { identity, probot, metrics, intake, reportIntake, idle, stop };
}

interface SweepsOf {
  readonly probot: Probot;
  readonly queue: KeyedQueue;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: () => number;
}

function startSweeps(
  { probot, queue, metrics, log, clock, random }: SweepsOf,
  { sweepMinutes }: AppSettings,
): Sweeping {
  const once = async (): Promise<boolean> => {
    try {
      const { repositories, failed } = await sweep({ probot, enqueue: (key) => queue.add(key, false), log });
      log.info({ event: 'swept', repositories, failed });
      if (failed === 0) metrics.swept(repositories);
      return failed === 0;
    } catch (error) {
      log.warn({ event: 'sweep failed', ...errorFacts(error) });
      return false;
    }
  };
  return sweepForever(once, { every: sweepMinutes, clock, random });
}
