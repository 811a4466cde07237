import { createRandom } from '../comparison/random.ts';
import type { ScoredRows } from '../comparison/scored-rows.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import type { CategoryColumn } from '../features/frame.ts';
import { present } from '../present.ts';
import type { Decisions } from './decisions.ts';
import { clustersIn, countCells, resampleGroups } from './group-cells.ts';
import { type IndexName, indexNames, indicesOfCells } from './indices-of-cells.ts';
import { percentileEstimate } from './percentile-estimate.ts';
import { type DisparitySettings, modelsOf } from './rate-disparities.ts';

export interface FairnessIndex {
  readonly estimate: Estimate;
  /** That of the model minus that of the other model, on the same resampled rows. Absent without another. */
  readonly change?: Estimate;
}

/** Single numbers over all groups. Most are never below 0, so their intervals lie too high and can't reach 0: they describe, contrasts decide. */
export type FairnessIndices = Readonly<Record<IndexName, FairnessIndex>>;

/**
 * Of rows that have a group, with percentile intervals from resampled rows, or `cluster`s. Rows count by their `weight`, as in the metrics of the same
 * names; scaled to 1 on average, so that the row that smoothing adds to a group is one row.
 */
export function fairnessIndices(
  { label, predicted, other }: Pick<Decisions, 'label' | 'predicted' | 'other'>,
  group: CategoryColumn,
  settings: DisparitySettings,
  { cluster, weight }: Pick<ScoredRows, 'cluster' | 'weight'> = {},
): FairnessIndices {
  const scaled = weight && averagingOne(weight);
  const counted = countCells({ label, predicted, group, ...present({ other, cluster, weight: scaled }) });
  const n = counted.rows.reduce((sum, rows) => sum + rows, 0);
  if (n < settings.minimumGroup) return everyIndex({ undefined: scarce(n, settings.minimumGroup), n }, other);
  const column = () => new Float64Array(settings.resamples + 1);
  const series = indexNames.map((name) => ({ name, own: column(), change: column() }));
  const record = (cells: Float64Array, place: number) => {
    const [ours, theirs] = modelsOf(counted, cells).map((four) => indicesOfCells(four, counted.groups.length));
    for (const { name, own, change } of series) {
      own[place] = ours?.[name] ?? Number.NaN;
      change[place] = (own[place] ?? Number.NaN) - (theirs?.[name] ?? Number.NaN);
    }
  };
  record(counted.cells, settings.resamples); // the numbers of the rows themselves stand behind those of the resamples
  resampleGroups(counted, settings.resamples, createRandom(settings.seed), record);
  const estimate = (values: Float64Array) => percentileEstimate(values, n, settings.alpha, clustersIn(counted));
  return Object.fromEntries(
    series.map(({ name, own, change }) => [
      name,
      { estimate: estimate(own), ...(other && { change: estimate(change) }) },
    ]),
  ) as FairnessIndices; // one entry for each name
}

function averagingOne(weight: Float64Array): Float64Array {
  const mean = weight.reduce((sum, w) => sum + w / weight.length, 0);
  return weight.map((w) => w / mean);
}

/** Every index undefined, for the one reason. */
function everyIndex(estimate: Estimate, other?: Float64Array): FairnessIndices {
  const index: FairnessIndex = { estimate, ...(other && { change: estimate }) };
  return Object.fromEntries(indexNames.map((name) => [name, index])) as FairnessIndices; // one entry for each name
}

function scarce(n: number, least: number): string {
  return `insufficient data: ${n} of ${least} rows`;
}
