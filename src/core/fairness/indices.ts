import type { CategoryColumn } from '../features/frame.ts';
import { demographicDisparity } from './demographic-disparity.ts';
import { smoothedDifferentialFairness } from './differential-fairness.ts';
import { generalizedEntropy } from './generalized-entropy.ts';
import { countCells } from './group-cells.ts';

/** Single numbers over all groups, without intervals; null where one means nothing. */
export interface FairnessIndices {
  /** GEI(2) of 1 + decision - label: 0 is equality between people, whatever their group. */
  readonly generalizedEntropy: number | null;
  /** Theil's index of the same: GEI(1). */
  readonly theilIndex: number | null;
  /** The part of GEI(2) that lies between the groups. */
  readonly betweenGroups: number | null;
  /** Smoothed empirical differential fairness of the decisions: 0 is alike. */
  readonly smoothedDifferentialFairness: number | null;
  /** The same minus that of the labels: above 0, decisions set groups apart more than the labels do. */
  readonly biasAmplification: number | null;
  /** Size-weighted mean of each group's share of the rejected minus its share of the accepted. */
  readonly demographicDisparity: number | null;
}

/** Of rows that have a group. Each counts once, whatever it weighs. */
export function fairnessIndices(
  { label, predicted }: { readonly label: Float64Array; readonly predicted: Float64Array },
  group: CategoryColumn,
): FairnessIndices {
  const { groups, cells } = countCells({ label, predicted, group });
  const counted = groups.flatMap((name, place) => {
    const [tp = 0, fp = 0, fn = 0, tn = 0] = cells.subarray(4 * place, 4 * place + 4);
    const n = tp + fp + fn + tn;
    return n === 0 ? [] : [{ name, n, accepted: tp + fp, rejected: fn + tn, positives: tp + fn, fp, fn }];
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
    smoothedDifferentialFairness: finite(edf),
    biasAmplification: finite(edf - ofLabels),
    demographicDisparity: finite(demographicDisparity(new Map(counted.map((one) => [one.name, one]))).mean),
  };
}

function known({ value, degenerate }: ReturnType<typeof generalizedEntropy>): number | null {
  return degenerate === undefined ? value : null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
