import type { GroupRates } from './group-rates.ts';
import type { MetricFrame } from './metric-frame.ts';

/** How far the groups of a frame lie apart in one rate. Groups without the rate (NaN) are skipped; NaN when none has it. */
export interface Disparity {
  readonly minimum: number;
  readonly maximum: number;
  /** Maximum - minimum. */
  readonly differenceBetween: number;
  /** The largest distance of a group from all rows. */
  readonly differenceToOverall: number;
  /** Minimum / maximum; 0/0 is NaN. */
  readonly ratioBetween: number;
  /** The least ratio of a group to all rows, turned upside down where it is above 1. */
  readonly ratioToOverall: number;
}

export type Rate = Exclude<keyof GroupRates, 'tp' | 'fp' | 'fn' | 'tn' | 'n' | 'selected'>;

/** Aggregates of a rate over the groups, as fairlearn's MetricFrame has them. */
export function disparity({ byGroup, overall }: MetricFrame, rate: Rate): Disparity {
  const all = overall[rate];
  const values = [...byGroup.values()].map((group) => group[rate]);
  const ratios = values.map((value) => (value > all ? all / value : value / all));
  const [minimum, maximum] = [smallest(values), largest(values)];
  return {
    minimum,
    maximum,
    differenceBetween: maximum - minimum,
    differenceToOverall: largest(values.map((value) => Math.abs(value - all))),
    ratioBetween: minimum / maximum,
    ratioToOverall: smallest(ratios),
  };
}

/** The larger difference and the smaller ratio of the true and false positive rates (`worst`), and the mean of each. Hardt et al. (2016). */
export function equalizedOdds(frame: MetricFrame) {
  const rates = [disparity(frame, 'truePositiveRate'), disparity(frame, 'falsePositiveRate')];
  const over = (worst: typeof largest, of: (one: Disparity) => number) => {
    const values = rates.map(of);
    return { worst: worst(values), mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  };
  return {
    differenceBetween: over(largest, (one) => one.differenceBetween),
    differenceToOverall: over(largest, (one) => one.differenceToOverall),
    ratioBetween: over(smallest, (one) => one.ratioBetween),
    ratioToOverall: over(smallest, (one) => one.ratioToOverall),
  };
}

function smallest(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length > 0 ? Math.min(...defined) : Number.NaN;
}

function largest(values: readonly number[]): number {
  return -smallest(values.map((value) => -value));
}
