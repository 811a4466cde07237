import { demographicDisparity } from './demographic-disparity.ts';
import { smoothedDifferentialFairness } from './differential-fairness.ts';
import { generalizedEntropy } from './generalized-entropy.ts';

/**
 * `generalizedEntropy`: GEI(2) of 1 + decision - label, 0 is equality between people, whatever their group; `theilIndex`: GEI(1) of the same;
 * `betweenGroups`: the part of GEI(2) that lies between the groups; `smoothedDifferentialFairness`: of the decisions, 0 is alike;
 * `biasAmplification`: the same minus that of the labels; `demographicDisparity`: size-weighted mean of each group's share of the rejected minus its
 * share of the accepted.
 */
export const indexNames = [
  'generalizedEntropy',
  'theilIndex',
  'betweenGroups',
  'smoothedDifferentialFairness',
  'biasAmplification',
  'demographicDisparity',
] as const;
export type IndexName = (typeof indexNames)[number];

/** The indices of four cells for each of the first `groups` places; NaN where one means nothing. Groups without rows are left out. */
export function indicesOfCells(cells: Float64Array, groups: number): Readonly<Record<IndexName, number>> {
  const counted = Array.from({ length: groups }, (_, place) => place).flatMap((place) => {
    const [tp = 0, fp = 0, fn = 0, tn = 0] = cells.subarray(4 * place, 4 * place + 4);
    const n = tp + fp + fn + tn;
    return n === 0
      ? []
      : [{ name: String(place), n, accepted: tp + fp, rejected: fn + tn, positives: tp + fn, fp, fn }];
  });
  const total = (of: (one: (typeof counted)[number]) => number) => counted.reduce((sum, one) => sum + of(one), 0);
  // A chance missed is worth 0, a right decision 1, one too good 2.
  const benefit = Float64Array.of(0, 1, 2);
  const people = Float64Array.of(
    total(({ fn }) => fn),
    total(({ n, fn, fp }) => n - fn - fp),
    total(({ fp }) => fp),
  );
  const means = Float64Array.from(counted, ({ n, fn, fp }) => (n - fn + fp) / n);
  const sizes = Float64Array.from(counted, ({ n }) => n);
  const edf = smoothedDifferentialFairness(counted.map(({ accepted, n }) => ({ count: accepted, n })));
  const ofLabels = smoothedDifferentialFairness(counted.map(({ positives, n }) => ({ count: positives, n })));
  return {
    generalizedEntropy: known(generalizedEntropy(benefit, 2, people)),
    theilIndex: known(generalizedEntropy(benefit, 1, people)),
    betweenGroups: known(generalizedEntropy(means, 2, sizes)),
    smoothedDifferentialFairness: edf,
    biasAmplification: edf - ofLabels,
    demographicDisparity: demographicDisparity(new Map(counted.map((one) => [one.name, one]))).mean,
  };
}

function known({ value, degenerate }: ReturnType<typeof generalizedEntropy>): number {
  return degenerate === undefined ? value : Number.NaN;
}
