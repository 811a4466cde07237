import { roundEstimate } from '../../core/evaluation/round-for-holdout.ts';
import type { ModelFrame } from '../../core/features/frame.ts';
import { timeMicros, timeText } from '../../core/features/time-text.ts';
import type { RealisedMetrics } from '../../core/monitoring/monitoring-evidence.ts';
import { type MetricEstimate, type MetricRules, realisedMetrics } from '../../core/monitoring/realised-metrics.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { LoggedWindow } from './monitor-predictions.ts';

/** Labels by row key; NaN where not known. */
export type Labels = ReadonlyMap<string, number>;

/**
 * The model as it was released, on the data of today: labels come after the version that they are about. The spine is read up to `until`
 * (microseconds), or up to its lock where that is later.
 */
export function onNewestData(released: ResolvedModel, today: ResolvedModel, until: number): ResolvedModel {
  const pins = new Map([...released.pins, ...today.pins]);
  const spine = released.gates.data.spine;
  const pin = pins.get(spine);
  if (pin?.until !== undefined && timeMicros(pin.until) < until) pins.set(spine, { ...pin, until: timeText(until) });
  return { ...released, sources: new Map([...released.sources, ...today.sources]), pins };
}

export function labelsOf({ keys, label }: ModelFrame): Labels {
  return new Map(keys.map((key, row) => [key, label[row] ?? Number.NaN]));
}

/**
 * How well a window did, by the labels known so far. A key that was asked about twice counts once, by its first answer. Rows of a window may be in the
 * holdout of a later version, so that its numbers are rounded as those of a holdout are.
 */
export function realised(
  { frame, keys }: LoggedWindow,
  labels: Labels,
  rules: MetricRules,
  training: readonly MetricEstimate[],
): RealisedMetrics | undefined {
  const prediction = frame.columns.get('prediction');
  if (prediction?.type !== 'number') return undefined;
  const seen = new Set<string>();
  const label = Float64Array.from(keys, (key) => {
    if (key === null || seen.has(key)) return Number.NaN;
    seen.add(key);
    return labels.get(key) ?? Number.NaN;
  });
  const labelled = label.reduce((rows, value) => rows + Number(!Number.isNaN(value)), 0);
  if (labelled === 0) return undefined;
  const unlabelled = seen.size - labelled;
  const now = realisedMetrics({ label, score: prediction.values }, rules);
  const metrics = now.flatMap(({ metric, estimate }) => {
    const before = training.find((one) => one.metric === metric)?.estimate;
    const current = roundEstimate(estimate, rules.project.statistics.alpha);
    return before ? [{ metric, reference: before, current }] : [];
  });
  return { labelled, unlabelled, metrics };
}
