import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AskedRuns } from './holdout/asked-runs.ts';
import type { Subject } from './key.ts';
import type { KeyedQueue } from './queue/keyed-queue.ts';
import type { Outcome } from './queue/outcome.ts';
import type { ServingReports } from './serving/serving-reports.ts';

export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
  delivered(event: string, outcome: DeliveryOutcome): void;
  reported(outcome: ReportOutcome): void;
  reconciled(subject: Subject['kind'], outcome: Outcome['kind'], milliseconds: number): void;
  swept(repositories: number): void;
}

export type DeliveryOutcome = 'queued' | 'ignored' | 'malformed' | 'refused';
export type ReportOutcome = 'news' | 'known' | 'refused';

/** Whoever reaches the port may read these, so no label names a repository, a person or anything else that a stranger chose. */
export function createMetrics(
  queue: Pick<KeyedQueue, 'depth' | 'oldest' | 'running' | 'waiting'>,
  asked: Pick<AskedRuns, 'unbegunCount'>,
  reports: Pick<ServingReports, 'servers'>,
): Metrics {
  const registers = [new Registry()];
  const [register = new Registry()] = registers;
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('aval_queue_depth', 'Keys with a change that no reconciliation has seen.', () => queue.depth);
  gauge('aval_queue_oldest_seconds', 'Age of the change that has waited longest.', () => queue.oldest / 1000);
  gauge('aval_queue_waiting', 'Keys that wait for something outside, such as a workflow run.', () => queue.waiting);
  gauge('aval_reconciliations_running', 'Reconciliations that run now.', () => queue.running);
  gauge(
    'aval_holdout_unbegun',
    'Uses of the holdout that were asked for and whose run does not begin.',
    () => asked.unbegunCount,
  );
  gauge('aval_serving_servers', 'Servers that reported of late.', () => reports.servers);
  const reported = new Counter({
    name: 'aval_serving_reports_total',
    help: 'Reports of servers, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'aval_deliveries_total',
    help: 'Webhook deliveries by event and what became of them.',
    labelNames: ['event', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'aval_reconciliation_seconds',
    help: 'Duration of reconciliations by subject and outcome; its count is their number.',
    labelNames: ['subject', 'outcome'],
    buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers,
  });
  const sweep = new Gauge({
    name: 'aval_last_sweep_timestamp_seconds',
    help: 'When the last whole sweep ended.',
    registers,
  });
  const found = new Gauge({ name: 'aval_repositories', help: 'Repositories that the last sweep found.', registers });
  collectDefaultMetrics({ register });
  return {
    text: () => register.metrics(),
    contentType: register.contentType,
    delivered: (event, outcome) => deliveries.inc({ event, outcome }),
    reported: (outcome) => reported.inc({ outcome }),
    reconciled: (subject, outcome, milliseconds) => seconds.observe({ subject, outcome }, milliseconds / 1000),
    swept: (repositories) => {
      sweep.setToCurrentTime();
      found.set(repositories);
    },
  };
}
