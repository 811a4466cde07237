import { type Estimate, isDefined } from '../../evaluation/estimate.ts';
import type { MonitoringEvidence, RealisedMetrics } from '../monitoring-evidence.ts';
import type { MetricEstimate } from '../realised-metrics.ts';

/** Of how many labelled windows, the newest, how many may not hold. A right interval at 90 % misses twice in three windows with a chance of 2.8 %. */
const newest = 3;
const mostMisses = 1;

/** What became of a window, beside what was estimated of the very same rows without their labels. */
export function backTested(realised: RealisedMetrics, estimates: readonly MetricEstimate[]): RealisedMetrics {
  const metrics = realised.metrics.map((told) => {
    const estimated = estimates.find(({ metric }) => metric === told.metric)?.estimate;
    if (estimated === undefined || !isDefined(estimated) || !isDefined(told.current)) return told;
    return { ...told, estimated, held: holds(estimated, told.current) };
  });
  return { ...realised, metrics };
}

/** Whether the number lies where it was expected. It was rounded to steps of its standard error, so that half a step is allowed. */
function holds(estimated: Estimate, current: Estimate): boolean {
  if (!isDefined(estimated) || !isDefined(current)) return false;
  const slack = (current.se ?? 0) / 2;
  return current.value >= estimated.low - slack && current.value <= estimated.high + slack;
}

/** Metrics whose estimates missed in two of the newest three labelled windows: they are not believed until they hold again. Windows are oldest first. */
export function refutedMetrics(windows: readonly MonitoringEvidence[]): ReadonlySet<MetricEstimate['metric']> {
  const told = windows.flatMap(({ realised }) => realised?.metrics ?? []).filter(({ held }) => held !== undefined);
  const byMetric = Map.groupBy(told, ({ metric }) => metric);
  const misses = (of: typeof told) => of.slice(-newest).filter(({ held }) => held === false).length;
  return new Set([...byMetric].filter(([, of]) => misses(of) > mostMisses).map(([metric]) => metric));
}
