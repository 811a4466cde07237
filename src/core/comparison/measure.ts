import type { Estimate } from '../evaluation/estimate.ts';
import type { Metric } from '../evaluation/metric.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { Measurement, Quantity } from '../gate/evidence.ts';
import { type BoundModel, bindPart } from './bound-model.ts';
import { estimateChange } from './estimate-change.ts';
import { estimateModel } from './estimate-model.ts';
import { estimateGroupRatio, estimateRelativeChange, fisherOfGroups, relativeChange } from './estimate-ratio.ts';
import { estimateWidening } from './estimate-widening.ts';
import { createRandom } from './random.ts';
import { combine, type Replicates, replicate } from './replicates.ts';
import type { MeasureSettings, ScoredRows } from './scored-rows.ts';
import { selectParts } from './select-parts.ts';

export type { MeasureSettings, ScoredRows } from './scored-rows.ts';

/**
 * One quantity of both models on the same rows. `difference` is challenger minus champion (minus baseline where there
 * is no champion), also of two signed gaps; `widening` is the change of a gap's size, |challenger| - |champion|, what
 * `gapNotWider` is about; a `relative` quantity has shares and ratios in their place. Never NaN, never an exception for data: what cannot be computed is `undefined` with its
 * reason. The order of rows does not matter.
 */
export function measure(rows: ScoredRows, quantity: Quantity, settings: MeasureSettings): Measurement {
  const metric = metrics[quantity.metric];
  const refusal = refusalOf(metric, rows, quantity);
  if (refusal !== undefined) {
    const nothing: Estimate = { undefined: refusal, n: 0 };
    return { quantity, challenger: nothing, difference: nothing, ...(rows.champion ? { champion: nothing } : {}) };
  }
  const parts = selectParts(rows, quantity, metric);
  const { challenger, other } = bindModels(rows, parts, quantity, settings);
  const against = rows.champion ? 'champion' : 'baseline';
  const models = { metric, challenger, other, against, minimumGroup: settings.minimumGroup };
  const replicates = replicateOnce([challenger, other], settings);
  const gapOf = (which: number) => combine(replicates(), (values) => gap(values, which));
  const change = () => combine(replicates(), (values) => gap(values, 0) - gap(values, 1));
  const gaps = () => ({ challenger: gapOf(0), other: gapOf(1) });
  const { alpha } = settings;
  if (quantity.relative && parts.length > 1)
    return groupRatio(quantity, metric, challenger, rows.champion && other, alpha);
  const otherNumber = estimateModel(metric, other, alpha, () => gapOf(1));
  const share = () => combine(replicates(), (values) => relativeChange(gap(values, 0), gap(values, 1)));
  return {
    quantity,
    challenger: estimateModel(metric, challenger, alpha, () => gapOf(0)),
    ...(rows.champion ? { champion: otherNumber } : {}),
    difference: quantity.relative
      ? estimateRelativeChange(models, otherNumber, alpha, share)
      : estimateChange(models, alpha, change),
    ...(parts.length > 1 ? { widening: estimateWidening(models, alpha, gaps) } : {}),
  };
}

/** One group over the other, of each model; by how much the change of it is chance is not asked. */
function groupRatio(
  quantity: Quantity,
  metric: Metric,
  challenger: BoundModel,
  champion: BoundModel | undefined,
  alpha: number,
): Measurement {
  if (metric.kind !== 'proportion') {
    return {
      quantity,
      challenger: { undefined: `${metric.title} is no share of people, so its ratio says nothing`, n: 0 },
    };
  }
  const fisher = fisherOfGroups(challenger);
  return {
    quantity,
    challenger: estimateGroupRatio(challenger, alpha),
    ...(champion && { champion: estimateGroupRatio(champion, alpha) }),
    ...(fisher !== undefined && { fisher }),
  };
}

/** Value of a model, or its gap, from replicates listed part by part, challenger first in each. */
function gap(values: readonly number[], which: number): number {
  return (values[which] ?? Number.NaN) - (values.length > 2 ? (values[which + 2] ?? Number.NaN) : 0);
}

function refusalOf(metric: Metric, rows: ScoredRows, { group }: Quantity): string | undefined {
  if (metric.task !== rows.task) return `${metric.title} is for ${metric.task} models`;
  if (group !== undefined && !rows.groups.has(group.name)) return `there is no group "${group.name}"`;
  return undefined;
}

function bindModels(rows: ScoredRows, parts: readonly Uint32Array[], quantity: Quantity, settings: MeasureSettings) {
  const metric = metrics[quantity.metric];
  const required = quantity.group === undefined ? 0 : settings.minimumGroup;
  const bind = (score: Float64Array, threshold: number): BoundModel =>
    parts.map((part) => {
      const take = (column: Float64Array) => Float64Array.from(part, (row) => column[row] ?? Number.NaN);
      const costs = settings.costs === undefined ? {} : { costs: settings.costs };
      return bindPart(metric, { label: take(rows.label), score: take(score), threshold, ...costs }, required);
    });
  const { challenger, champion, baseline } = settings.thresholds;
  const other = rows.champion ? bind(rows.champion, champion ?? challenger) : bind(rows.baseline, baseline);
  return { challenger: bind(rows.challenger, challenger), other };
}

/** Resampling is the slow part: done when first asked for, then shared by every estimate of the quantity. */
function replicateOnce(
  models: readonly BoundModel[],
  { resamples, seed }: MeasureSettings,
): () => readonly Replicates[] {
  let found: readonly Replicates[] | undefined;
  return () => {
    const parts = models[0]?.map((_, part) => models.flatMap((model) => model[part]?.statistic ?? [])) ?? [];
    found ??= replicate(parts, resamples, createRandom(seed));
    return found;
  };
}
