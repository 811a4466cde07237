import { createRandom } from '../comparison/random.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import { disparityOf } from './disparity.ts';
import { cellsOf, clustersIn, type GroupCells, ratesOf, resampleGroups } from './group-cells.ts';
import { type Rate, rateCells, sumOf } from './group-rates.ts';
import { percentileEstimate } from './percentile-estimate.ts';

export interface DisparitySettings {
  /** Each end of an interval has this share of the resamples beyond it. */
  readonly alpha: number;
  readonly resamples: number;
  readonly seed: number;
  /** Groups whose rate counts fewer rows are left out, and named. */
  readonly minimumGroup: number;
}

/** How far apart the groups are in one rate, over those with enough rows. */
export interface RateDisparity {
  /** Largest minus smallest. Never below 0, so its interval lies too high and can't reach 0: it describes, contrasts decide. */
  readonly difference: Estimate;
  /** Smallest over largest. */
  readonly ratio: Estimate;
  /** Of the difference: that of the model minus that of the other model, on the same resampled rows. Absent without another. */
  readonly change?: Estimate;
  /** Groups with too few rows. */
  readonly leftOut: readonly string[];
}

/** Disparities of rates with percentile intervals, from resampled cells: the same resamples for all rates and for both models. */
export function rateDisparities(
  counted: GroupCells,
  rates: readonly Rate[],
  settings: DisparitySettings,
): readonly RateDisparity[] {
  const { resamples, minimumGroup, alpha } = settings;
  const series = rates.map((rate) => seriesOf(counted, rate, settings));
  const measure = (cells: Float64Array, place: number) => {
    const own = modelsOf(counted, cells);
    for (const { record } of series) record(own, place);
  };
  measure(counted.cells, resamples); // the numbers of the rows themselves stand behind those of the resamples
  resampleGroups(counted, resamples, createRandom(settings.seed), measure);
  return series.map(({ kept, n, leftOut, difference, ratio, change }) => {
    const estimate = (values: Float64Array): Estimate =>
      kept < 2
        ? { undefined: `fewer than two groups have ${minimumGroup} rows`, n }
        : percentileEstimate(values, n, alpha, clustersIn(counted));
    return {
      difference: estimate(difference),
      ratio: estimate(ratio),
      ...(change && { change: estimate(change) }),
      leftOut,
    };
  });
}

/** Four cells for each group, of the model and of the other one where there is one. */
export function modelsOf({ width }: GroupCells, cells: Float64Array): readonly Float64Array[] {
  return width === 4 ? [cells] : [cellsOf('counted', cells), cellsOf('other', cells)];
}

/** One rate's numbers, recorded resample by resample. */
function seriesOf(counted: GroupCells, rate: Rate, { minimumGroup, resamples }: DisparitySettings) {
  const models = modelsOf(counted, counted.cells);
  const rows = counted.groups.map((_, group) =>
    Math.min(...models.map((cells) => effectiveRows(counted, cells, group, rateCells[rate].among))),
  );
  const kept = [...rows.keys()].filter((group) => (rows[group] ?? 0) >= minimumGroup);
  const column = () => new Float64Array(resamples + 1);
  const [difference, ratio, change] = [column(), column(), models.length > 1 ? column() : undefined];
  const [all, values] = [new Float64Array(rows.length), new Float64Array(kept.length)];
  const disparity = (cells: Float64Array | undefined) => {
    if (cells === undefined) return undefined;
    const overall = ratesOf(cells, rate, all);
    for (const [i, group] of kept.entries()) values[i] = all[group] ?? Number.NaN;
    return disparityOf(values, overall);
  };
  return {
    kept: kept.length,
    n: Math.floor(kept.reduce((sum, group) => sum + (rows[group] ?? 0), 0)),
    leftOut: counted.groups.filter((_, group) => (rows[group] ?? 0) < minimumGroup),
    difference,
    ratio,
    change,
    record([own, other]: readonly Float64Array[], place: number) {
      const found = disparity(own);
      if (found === undefined) return;
      difference[place] = found.differenceBetween;
      ratio[place] = found.ratioBetween;
      if (change) change[place] = found.differenceBetween - (disparity(other)?.differenceBetween ?? Number.NaN);
    },
  };
}

/** Rows that a rate counts in a group; where rows weigh differently, scaled by what the weights of the group are worth. */
function effectiveRows({ cells, squares, width }: GroupCells, own: Float64Array, group: number, bits: number): number {
  const weight = sumOf(own, 4 * group, bits);
  if (squares === undefined) return weight;
  const [begin, end] = [width * group, width * (group + 1)];
  const total = (of: Float64Array) => of.subarray(begin, end).reduce((sum, value) => sum + value, 0);
  return weight === 0 ? 0 : (weight * total(cells)) / total(squares);
}
