import type { Histogram } from './histogram.ts';
import { type BestSplit, type LeafSums, minimumHessian, type SplitRules } from './split-rules.ts';

/** A feature's place in a histogram: its first triple, and that of its missing bin. */
export interface FeatureRange {
  readonly feature: number;
  readonly first: number;
  readonly missing: number;
}

/** Tries every bound of a number feature, with missing values right and, where the leaf has any, left. */
export function searchNumberSplit(
  histogram: Histogram,
  range: FeatureRange,
  sums: LeafSums,
  rules: SplitRules,
  best: BestSplit,
): void {
  const hasMissing = (histogram[range.missing + 2] as number) > 0; // the range lies inside the histogram, here and below
  scanBounds(histogram, range, sums, rules, best, false);
  if (hasMissing) scanBounds(histogram, range, sums, rules, best, true);
  else if (best.feature === range.feature) best.missingLeft = 2 * best.left.rows >= sums.rows; // to the larger child
}

function scanBounds(
  histogram: Histogram,
  { feature, first, missing }: FeatureRange,
  sums: LeafSums,
  { minimumRows, l2, units }: SplitRules,
  best: BestSplit,
  missingLeft: boolean,
): void {
  let gradient = missingLeft ? (histogram[missing] as number) * units.gradient : 0;
  let hessian = missingLeft ? (histogram[missing + 1] as number) * units.hessian : 0;
  let rows = missingLeft ? (histogram[missing + 2] as number) : 0;
  let score = best.score;
  for (let o = first; o < missing; o += 3) {
    const count = histogram[o + 2] as number;
    if (count === 0) continue;
    gradient += (histogram[o] as number) * units.gradient;
    hessian += (histogram[o + 1] as number) * units.hessian;
    rows += count;
    if (rows < minimumRows) continue;
    if (sums.rows - rows < minimumRows) break;
    const rightGradient = sums.gradient - gradient;
    const rightHessian = sums.hessian - hessian;
    const a = hessian + l2;
    const b = rightHessian + l2;
    const candidate = (gradient * gradient * b + rightGradient * rightGradient * a) / (a * b);
    if (candidate > score && hessian > minimumHessian && rightHessian > minimumHessian) {
      score = candidate;
      best.score = candidate;
      best.feature = feature;
      best.lastLeftBin = (o - first) / 3;
      best.missingLeft = missingLeft;
      best.leftLevels = undefined;
      best.left = { gradient, hessian, rows };
    }
  }
}
