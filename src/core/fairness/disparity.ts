import type { Rate } from './group-rates.ts';
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

/** Aggregates of a rate over the groups, as fairlearn's MetricFrame has them. */
export function disparity({ byGroup, overall }: MetricFrame, rate: Rate): Disparity {
  return disparityOf(
    Float64Array.from(byGroup.values(), (group) => group[rate]),
    overall[rate],
  );
}

/** The same of any number by group, and of all rows together. */
export function disparityOf(values: Float64Array, overall: number): Disparity {
  let [minimum, maximum, farthest, leastRatio] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    minimum = smaller(minimum, value);
    maximum = larger(maximum, value);
    farthest = larger(farthest, Math.abs(value - overall));
    leastRatio = smaller(leastRatio, value > overall ? overall / value : value / overall);
  }
  return {
    minimum,
    maximum,
    differenceBetween: maximum - minimum,
    differenceToOverall: farthest,
    ratioBetween: minimum / maximum,
    ratioToOverall: leastRatio,
  };
}

/** The larger difference and the smaller ratio of the true and false positive rates (`worst`), and the mean of each. Hardt et al. (2016). */
export function equalizedOdds(frame: MetricFrame) {
  const [truePositives, falsePositives] = [disparity(frame, 'truePositiveRate'), disparity(frame, 'falsePositiveRate')];
  const over = (worst: (a: number, b: number) => number, of: (one: Disparity) => number) => {
    const [a, b] = [of(truePositives), of(falsePositives)];
    return { worst: worst(a, b), mean: (a + b) / 2 };
  };
  return {
    differenceBetween: over(larger, (one) => one.differenceBetween),
    differenceToOverall: over(larger, (one) => one.differenceToOverall),
    ratioBetween: over(smaller, (one) => one.ratioBetween),
    ratioToOverall: over(smaller, (one) => one.ratioToOverall),
  };
}

/** The smaller of two numbers, the other one where one is NaN. */
function smaller(a: number, b: number): number {
  return a < b || Number.isNaN(b) ? a : b;
}

/** The larger of two numbers, the other one where one is NaN. */
function larger(a: number, b: number): number {
  return a > b || Number.isNaN(b) ? a : b;
}
