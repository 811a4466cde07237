import type { Estimate } from '../evaluation/estimate.ts';
import type { Metric } from '../evaluation/metric.ts';
import { metricOf, metrics } from '../evaluation/metrics.ts';
import type { Measurement, Quantity } from '../gate/evidence.ts';
import { bindModels, replicateOnce } from './bind-models.ts';
import type { BoundModel } from './bound-model.ts';
import { estimateChange } from './estimate-change.ts';
import { estimateModel } from './estimate-model.ts';
import { estimateGroupRatio, estimateRelativeChange, fisherOfGroups, relativeChange } from './estimate-ratio.ts';
import { estimateWidening } from './estimate-widening.ts';
import type { PairedModels } from './paired-models.ts';
import { combine, type Replicates } from './replicates.ts';
import type { MeasureSettings, ScoredRows } from './scored-rows.ts';
import { secondOpinions } from './second-opinions/second-opinions.ts';
import { selectParts } from './select-parts.ts';
import { splitQuery } from './split-query.ts';

export type { MeasureSettings, ScoredRows } from './scored-rows.ts';

/**
 * One quantity of both models on the same rows. `difference` is challenger minus champion (minus baseline where there
 * is no champion), also of two signed gaps; `widening` is the change of a gap's size, |challenger| - |champion|, what
 * `gapNotWider` is about; a `relative` quantity has shares and ratios in their place. Never NaN, never an exception for data: what cannot be computed is `undefined` with its
 * reason. The order of rows does not matter.
 */
export function measure(rows: ScoredRows, quantity: Quantity, settings: MeasureSettings): Measurement {
  const metric = metricOf(rows.task, quantity);
  const refusal = refusalOf(rows, quantity);
  if (metric === undefined || refusal !== undefined) {
    const nothing: Estimate = { undefined: refusal ?? otherTask(rows, quantity), n: 0 };
    return { quantity, challenger: nothing, difference: nothing, ...(rows.champion ? { champion: nothing } : {}) };
  }
  const parts = selectParts(rows, quantity, metric);
  const { challenger, other, anchor, clusters } = bindModels(rows, parts, metric, quantity, settings);
  const against = rows.champion ? 'champion' : 'baseline';
  const models: PairedModels = { metric, challenger, other, against, minimumGroup: settings.minimumGroup };
  const bound = [challenger, other, ...(anchor ? [anchor] : [])];
  const replicates = replicateOnce(bound, metric, quantity, clusters, settings);
  const partsOf = (which: number) => () => replicates().filter((_, i) => i % bound.length === which);
  const changeFrom = (which: number) => () =>
    combine(replicates(), (values) => gap(values, 0, bound.length) - gap(values, which, bound.length));
  const shareOf = (which: number) => () =>
    combine(replicates(), (values) => relativeChange(gap(values, 0, bound.length), gap(values, which, bound.length)));
  const both = () => ({ challenger: partsOf(0)(), other: partsOf(1)() });
  const { alpha } = settings;
  if (quantity.relative && parts.length > 1)
    return groupRatio(quantity, metric, { challenger, champion: rows.champion && other }, alpha, partsOf);
  const otherNumber = estimateModel(metric, other, alpha, partsOf(1));
  const differenceFrom = (which: number, pair: PairedModels, number: () => Estimate) =>
    quantity.relative
      ? estimateRelativeChange(pair, number(), alpha, shareOf(which))
      : estimateChange(pair, alpha, changeFrom(which));
  const anchored = anchor && { ...models, other: anchor, against: 'anchor' };
  return {
    quantity,
    challenger: estimateModel(metric, challenger, alpha, partsOf(0)),
    ...(rows.champion ? { champion: otherNumber } : {}),
    difference: differenceFrom(1, models, () => otherNumber),
    ...(anchored && {
      anchorDifference: differenceFrom(2, anchored, () => estimateModel(metric, anchored.other, alpha, partsOf(2))),
    }),
    ...(parts.length > 1 ? { widening: estimateWidening(models, alpha, both) } : {}),
    ...(settings.opinions && secondOpinions(models, anchor, { alpha, seed: settings.seed, ...settings.opinions })),
  };
}

/** One group over the other, of each model; by how much the change of it is chance is not asked. */
function groupRatio(
  quantity: Quantity,
  metric: Metric,
  { challenger, champion }: { challenger: BoundModel; champion: BoundModel | undefined },
  alpha: number,
  partsOf: (which: number) => () => readonly Replicates[],
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
    challenger: estimateGroupRatio(challenger, alpha, partsOf(0)),
    ...(champion && { champion: estimateGroupRatio(champion, alpha, partsOf(1)) }),
    ...(fisher !== undefined && { fisher }),
  };
}

/** Value of a model, or its gap, from replicates listed part by part: in each the challenger first, so many models in all. */
function gap(values: readonly number[], which: number, models: number): number {
  return (values[which] ?? Number.NaN) - (values.length > models ? (values[which + models] ?? Number.NaN) : 0);
}

function otherTask({ task }: ScoredRows, quantity: Quantity): string {
  const { title, task: own } = metrics[quantity.metric];
  return quantity.class === undefined
    ? `${title} is for ${own} models`
    : `${title} is not asked of a class of ${task} models`;
}

function refusalOf(rows: ScoredRows, quantity: Quantity): string | undefined {
  const { group } = quantity;
  if (quantity.class !== undefined && rows.classes?.includes(quantity.class) === false)
    return `there is no class "${quantity.class}"`;
  const names = group === undefined ? [] : [group.name, ...(group.within === undefined ? [] : [group.within.name])];
  const unknown = names.find((name) => !rows.groups.has(name));
  if (unknown !== undefined) return `there is no group "${unknown}"`;
  const columns = [
    ...names.map((name) => [name, rows.groups.get(name)] as const),
    ['the cluster', rows.cluster] as const,
  ];
  for (const [name, column] of columns) {
    const split = column && splitQuery(rows, column, name);
    if (split !== undefined) return split;
  }
  return undefined;
}
