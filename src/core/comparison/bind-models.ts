import type { Metric } from '../evaluation/metric.ts';
import { oneVersusRest } from '../evaluation/multiclass/one-vs-rest.ts';
import { unsoundProbabilities } from '../evaluation/multiclass/unsound-probabilities.ts';
import type { Quantity } from '../gate/evidence.ts';
import { type BoundModel, type BoundPart, bindPart } from './bound-model.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import { countedUnits, type ModelScores, partSample } from './part-sample.ts';
import { type Replicates, withJackknife } from './replicates.ts';
import { resampleDecisions } from './resample-decisions.ts';
import { resampleHere } from './resample-job.ts';
import type { MeasureSettings, ScoredRows } from './scored-rows.ts';

/** The models of a comparison, each bound to the same parts of the rows. */
export interface BoundModels {
  readonly challenger: BoundModel;
  /** The champion; the baseline where there is none. */
  readonly other: BoundModel;
  readonly anchor?: BoundModel;
  readonly clusters?: Clusters;
}

/** Binds a quantity's metric to every model's scores on these parts of the rows. */
export function bindModels(
  rows: ScoredRows,
  parts: readonly Uint32Array[],
  metric: Metric,
  quantity: Quantity,
  settings: MeasureSettings,
): BoundModels {
  const units = parts.map((part) => countedUnits(rows, part));
  const clusters = clustersOf(rows.cluster, units);
  const bind = (score: Float64Array, threshold: number, decided?: Uint8Array): BoundModel =>
    parts.map((part, i) => {
      const bound = boundPart(rows, part, { score, threshold, decided }, metric, quantity, settings);
      return { ...bound, ...clustersOfPart(rows, bound, units[i] ?? part) };
    });
  const { challenger, champion, baseline, anchor } = settings.thresholds;
  return {
    challenger: bind(rows.challenger, challenger, rows.decided?.challenger),
    other: rows.champion
      ? bind(rows.champion, champion ?? challenger, rows.decided?.champion)
      : bind(rows.baseline, baseline),
    ...(rows.anchor && { anchor: bind(rows.anchor, anchor ?? challenger, rows.decided?.anchor) }),
    ...(clusters && { clusters }),
  };
}

function clustersOfPart(
  { cluster }: ScoredRows,
  { statistic: { denominator } }: BoundPart,
  units: Uint32Array,
): Pick<BoundPart, 'clusters'> {
  const all = clustersOf(cluster, [units]);
  if (all === undefined) return {};
  const counted = denominator && clustersOf(cluster, [units.filter((_, unit) => (denominator[unit] ?? 0) > 0)]);
  return { clusters: { all: all.count, counted: (counted ?? all).count } };
}

function boundPart(
  rows: ScoredRows,
  part: Uint32Array,
  model: ModelScores,
  metric: Metric,
  quantity: Quantity,
  settings: MeasureSettings,
): BoundPart {
  const required = quantity.group === undefined ? 0 : settings.minimumGroup;
  const sample = partSample(rows, part, model, settings);
  if (quantity.class === undefined) return bindPart(metric, sample, required);
  const unsound = unsoundProbabilities(sample);
  const which = rows.classes?.indexOf(quantity.class) ?? -1;
  const bound = bindPart(metric, oneVersusRest(sample, which), required);
  return unsound === undefined ? bound : { ...bound, value: Number.NaN, refusal: unsound };
}

/** Replicates of the models' numbers, part by part, in each part in this order. Resampling is the slow part: done when first asked for, then shared. */
export function replicateOnce(
  models: readonly BoundModel[],
  { task }: Metric,
  { metric }: Quantity,
  clusters: Clusters | undefined,
  { resamples, seed, resample = resampleHere }: MeasureSettings,
): () => readonly Replicates[] {
  let found: readonly Replicates[] | undefined;
  return () => {
    if (found !== undefined) return found;
    const parts = models[0]?.map((_, part) => models.flatMap((model) => model[part] ?? [])) ?? [];
    const samples = parts.map((part) => part.map(({ sample }) => sample));
    const job = { task, metric, samples, resamples, seed, ...(clusters && { clusters }) };
    const drawn = resampleDecisions(job) ?? resample(job);
    const statistics = parts.map((part) => part.map(({ statistic }) => statistic));
    found = withJackknife(statistics, drawn, clusters);
    return found;
  };
}
