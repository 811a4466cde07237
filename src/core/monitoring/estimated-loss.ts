import type { MetricName } from '../definitions/schema/gates.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { MonitoringEvidence } from './monitoring-evidence.ts';

/** How much worse a metric is than at training: positive is worse, whichever way the metric is good. */
export interface EstimatedLoss {
  readonly metric: MetricName;
  readonly loss: Estimate;
}

/** Realised metrics of these windows (their mean, weighted by labelled rows) against the evaluation at training. Without labels none. */
export function estimatedLosses(windows: readonly MonitoringEvidence[]): readonly EstimatedLoss[] {
  const realised = windows.flatMap((window) => window.realised?.metrics ?? []);
  const declared = [...new Set(realised.map(({ metric }) => metric))];
  return declared
    .filter((metric) => metrics[metric].betterIs !== 'neither')
    .map((metric) => {
      const own = realised.filter((one) => one.metric === metric);
      const known = own.map(({ current }) => current).filter(isDefined);
      const reference = own.at(-1)?.reference ?? { undefined: 'no evaluation at training', n: 0 };
      return { metric, loss: lossOf(reference, known, metrics[metric].betterIs === 'higher') };
    });
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
