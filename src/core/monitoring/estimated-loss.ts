import type { MetricName } from '../definitions/schema/gates.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { MonitoringEvidence } from './monitoring-evidence.ts';

/** How much worse a metric is than at training: positive is worse, whichever way the metric is good. */
export interface EstimatedLoss {
  readonly metric: MetricName;
  /** What the windows' numbers come from: labels, or estimates while no window has any. */
  readonly by: 'labels' | 'estimates';
  readonly loss: Estimate;
}

/** Estimates that did not hold, see `refutedMetrics`. */
type Refuted = ReadonlySet<MetricName>;

/**
 * Metrics of these windows (their mean, weighted by rows) against the evaluation at training: as they were realised, or as they are estimated where no
 * window has labels and its estimates are not `refuted`.
 */
export function estimatedLosses(windows: readonly MonitoringEvidence[], refuted: Refuted): readonly EstimatedLoss[] {
  const told = windows.flatMap(({ realised, estimated }) => [
    ...(realised?.metrics ?? []),
    ...(estimated?.metrics ?? []),
  ]);
  return [...new Set(told.map(({ metric }) => metric))].flatMap((metric) => lossIn(windows, metric, refuted) ?? []);
}

/** Of one metric; undefined where no window says anything of it, or none of its values is better than another. */
export function lossIn(
  windows: readonly MonitoringEvidence[],
  metric: MetricName,
  refuted: Refuted,
): EstimatedLoss | undefined {
  const { betterIs } = metrics[metric];
  if (betterIs === 'neither') return undefined;
  const of = (by: 'realised' | 'estimated') =>
    windows.flatMap((window) => window[by]?.metrics.filter((one) => one.metric === metric) ?? []);
  const realised = of('realised');
  const by = realised.length > 0 ? 'labels' : 'estimates';
  if (by === 'estimates' && refuted.has(metric)) return undefined;
  const own = by === 'labels' ? realised : of('estimated');
  const [reference] = own.map((one) => one.reference).slice(-1);
  if (reference === undefined) return undefined;
  const known = own.map(({ current }) => current).filter(isDefined);
  if (by === 'estimates' && known.length === 0) return undefined;
  return { metric, by, loss: lossOf(reference, known, betterIs === 'higher') };
}

function lossOf(reference: Estimate, windows: readonly DefinedEstimate[], higherIsBetter: boolean): Estimate {
  const rows = windows.reduce((sum, { n }) => sum + n, 0);
  if (!isDefined(reference)) return { undefined: `at training: ${reference.undefined}`, n: rows };
  if (rows === 0) return { undefined: 'no window has enough labels', n: 0 };
  const sign = higherIsBetter ? 1 : -1;
  const terms = [{ weight: sign, estimate: reference }].concat(
    windows.map((estimate) => ({ weight: (-sign * estimate.n) / rows, estimate })),
  );
  return { ...linearCombination(terms), n: rows, method: 'MOVER' };
}

interface Term {
  readonly weight: number;
  readonly estimate: DefinedEstimate;
}

/**
 * Sum of weighted independent estimates, its bounds from theirs: Zou, Huang and Zhang (2009), method of variance estimates recovery. The level is
 * that of the estimates.
 */
function linearCombination(terms: readonly Term[]): { value: number; low: number; high: number } {
  let [value, down, up] = [0, 0, 0];
  for (const { weight, estimate } of terms) {
    const [toLow, toHigh] = [estimate.value - estimate.low, estimate.high - estimate.value];
    value += weight * estimate.value;
    down += (weight * (weight > 0 ? toLow : toHigh)) ** 2;
    up += (weight * (weight > 0 ? toHigh : toLow)) ** 2;
  }
  return { value, low: value - Math.sqrt(down), high: value + Math.sqrt(up) };
}
