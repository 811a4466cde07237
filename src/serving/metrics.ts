import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Fleet } from './fleet.ts';
import type { Look } from './follow.ts';
import type { PredictionLog } from './log/prediction-log.ts';
import { hasRefusals, type OnlineStandings, onlineMetrics } from './online/metrics.ts';

/** What is measured, in Prometheus' text format. */
export interface ServingMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** `model` is one that is served here: no label is a stranger's choice. */
  answered(model: string | undefined, status: number, milliseconds: number): void;
  looked(look: Look): void;
}

const nothingOnline: OnlineStandings = { viewsOf: () => [], standingsOf: () => [] };

export function servingMetrics(
  fleet: Fleet,
  log: Pick<PredictionLog, 'stored' | 'dropped'>,
  online: OnlineStandings = nothingOnline,
): ServingMetrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  onlineMetrics(register, fleet, online, Date.now);
  const requests = new Counter({
    name: 'aval_serving_requests_total',
    help: 'Requests answered, by model (none: no model of this server) and status.',
    labelNames: ['model', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'aval_serving_request_seconds',
    help: 'From the head of a request to its answer.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const looks = new Counter({
    name: 'aval_serving_looks_total',
    help: 'Looks at git, by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  const lastLook = new Gauge({
    name: 'aval_serving_last_look_timestamp_seconds',
    help: 'When git was last read; 0: never.',
    registers,
  });
  for (const [name, help, read] of [
    ['aval_predictions_stored_total', 'Rows of the prediction log that are on the disk.', () => log.stored],
    ['aval_predictions_dropped_total', 'Rows of the prediction log that are lost.', () => log.dropped],
  ] as const) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
  new Gauge({
    name: 'aval_serving_version_info',
    help: '1 for the version of each model that answers.',
    labelNames: ['model', 'version', 'digest'],
    registers,
    collect() {
      this.reset();
      for (const { current } of fleet.standings) {
        if (current !== undefined)
          this.set({ model: current.model, version: current.version, digest: current.digest }, 1);
      }
    },
  });
  new Gauge({
    name: 'aval_serving_diverged',
    help: 'Models that do not run what git says, or do not join a view that it marks online.',
    registers,
    collect() {
      const diverged = fleet.standings.filter(
        ({ fault, current }) => fault !== undefined || hasRefusals(online, current?.digest),
      );
      this.set(diverged.length);
    },
  });
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    answered(model, status, milliseconds) {
      requests.inc({ model: model ?? 'none', status });
      seconds.observe(milliseconds / 1000);
    },
    looked({ kind }) {
      looks.inc({ outcome: kind });
      if (kind === 'looked') lastLook.setToCurrentTime();
    },
  };
}
