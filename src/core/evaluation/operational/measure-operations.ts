import { createRandom } from '../../comparison/random.ts';
import { type Frame, takeRows } from '../../features/frame.ts';
import type { MeasuredOperation, Operational, OperationalMeasure } from '../../gate/operational-evidence.ts';
import type { PackageScorer } from '../../registry/package-scorer.ts';
import { type Estimate, isDefined } from '../estimate.ts';
import type { AskedOperation } from './asked-operations.ts';
import { quantileEstimate } from './order-statistics.ts';
import type { Stopwatch } from './stopwatch.ts';
import { type Timed, type TurnsPlan, takeTurns } from './take-turns.ts';

/** A model that scores, with its features of the rows. */
export interface TimedModel {
  readonly score: PackageScorer;
  readonly frame: Frame;
}

export interface OperationsToMeasure {
  readonly asked: readonly AskedOperation[];
  readonly challenger: TimedModel;
  readonly champion?: TimedModel;
  /** Rows to score: positions in the frames. */
  readonly rows: Uint32Array;
  /** One-sided level of each bound. */
  readonly alpha: number;
  readonly seed: number;
}

/** Rows of one batch, drawn with replacement: as many whatever there is. */
export const batchRows = 10_000;
const singles: TurnsPlan = { rounds: 1000, warmUp: 100, mostMs: 20_000 };
const batches: TurnsPlan = { rounds: 25, warmUp: 2, mostMs: 20_000 };

/**
 * Times both models in turns on this machine: single rows for latency, batches of 10,000 for rows in a second, from a frame in memory to scores.
 * Undefined where there are no rows. It takes up to 20 s each; a slow model has fewer timings, and where they are too few there is no number.
 */
export async function measureOperations(question: OperationsToMeasure, stopwatch: Stopwatch): Promise<Operational> {
  const { asked, challenger, champion, alpha } = question;
  const models = champion === undefined ? [challenger] : [challenger, champion];
  const has = (wanted: (measure: OperationalMeasure) => boolean) => asked.some(({ measure }) => wanted(measure));
  const none = models.map((): readonly number[] => []);
  const latencies = has(isLatency) ? await time(question, models, singles, 1, stopwatch) : none;
  const throughputs = has((one) => !isLatency(one))
    ? (await time(question, models, batches, batchRows, stopwatch)).map((times) => times.map(rowsPerSecond))
    : none;
  return {
    machine: stopwatch.machine,
    alpha,
    measures: asked.map((one) => {
      const [own = [], other] = isLatency(one.measure) ? latencies : throughputs;
      return measured(one, own, champion && other, alpha / (one.oneOf ?? 1));
    }),
  };
}

function measured(
  { measure, oneOf }: AskedOperation,
  own: readonly number[],
  other: readonly number[] | undefined,
  alpha: number,
): MeasuredOperation {
  const q = measure === 'latency_p99' ? 0.99 : 0.5;
  const estimate = (numbers: readonly number[], level: number) => quantileEstimate(numbers, q, level);
  return {
    measure,
    ...(oneOf !== undefined && { oneOf }),
    challenger: estimate(own, alpha),
    ...(other && {
      champion: estimate(other, alpha),
      change: changeOf(estimate(own, alpha / 2), estimate(other, alpha / 2)),
    }),
  };
}

/** One over the other, less 1. Each of the two bounds of a bound has half of its level (Bonferroni), so that nothing is asked of how they hang together. */
function changeOf(own: Estimate, other: Estimate): Estimate {
  if (!isDefined(own)) return own;
  if (!isDefined(other)) return other;
  const n = Math.min(own.n, other.n);
  if (!(other.low > 0)) return { undefined: "production's took no time that the clock could tell", n };
  const [value, low, high] = [own.value / other.value, own.low / other.high, own.high / other.low];
  return { value: value - 1, low: low - 1, high: high - 1, n, method: 'order statistics of both' };
}

async function time(
  { rows, seed }: OperationsToMeasure,
  models: readonly TimedModel[],
  plan: TurnsPlan,
  size: number,
  stopwatch: Stopwatch,
): Promise<readonly (readonly number[])[]> {
  if (rows.length === 0) return models.map(() => []);
  const random = createRandom(seed);
  const draw = () => rows[Math.floor((random.next() / 2 ** 32) * rows.length)] ?? 0;
  const drawn: Uint32Array[] = [];
  const picked = (round: number) => (drawn[round] ??= Uint32Array.from({ length: size }, draw));
  const timed = models.map(({ score, frame }): Timed => {
    return (round) => {
      const taken = takeRows(frame, picked(size === 1 ? round : 0));
      return () => score(taken);
    };
  });
  return takeTurns(timed, plan, createRandom(seed + 1), stopwatch);
}

const isLatency = (measure: OperationalMeasure): boolean => measure !== 'rows_per_second';
const rowsPerSecond = (ms: number): number => batchRows / (Math.max(ms, 1e-6) / 1000);
