import type { Histogram } from './histogram.ts';
import type { FeatureRange } from './number-split.ts';
import { type BestSplit, type LeafSums, leafScore, minimumHessian, type SplitRules } from './split-rules.ts';

/**
 * Orders the leaf's levels (missing is one of them) by their smoothed mean gradient and tries every cut, which finds the
 * best of all subsets (Fisher 1958). Levels that the leaf doesn't have go where missing values go.
 */
export function searchCategorySplit(
  histogram: Histogram,
  range: FeatureRange,
  sums: LeafSums,
  rules: SplitRules,
  best: BestSplit,
): void {
  const ordered = orderLevels(histogram, range, rules);
  const l2 = rules.l2 + rules.categorySmoothing;
  const left = { gradient: 0, hessian: 0, rows: 0 };
  let cut = 0;
  for (let k = 0; k + 1 < ordered.length; k++) {
    const o = range.first + 3 * (ordered[k] as number); // k < length; the range lies inside the histogram
    left.gradient += (histogram[o] as number) * rules.units.gradient;
    left.hessian += (histogram[o + 1] as number) * rules.units.hessian;
    left.rows += histogram[o + 2] as number;
    if (left.rows < rules.minimumRows || sums.rows - left.rows < rules.minimumRows) continue;
    const right = { gradient: sums.gradient - left.gradient, hessian: sums.hessian - left.hessian };
    const score = leafScore(left, l2) + leafScore(right, l2);
    if (score > best.score && left.hessian > minimumHessian && right.hessian > minimumHessian) {
      best.score = score;
      best.left = { ...left };
      cut = k + 1;
    }
  }
  if (cut > 0) recordLevels(histogram, range, ordered.slice(0, cut), sums, best);
}

/** Bins that have rows, by mean gradient with `categorySmoothing` of extra hessian; equal means by bin. */
function orderLevels(histogram: Histogram, { first, missing }: FeatureRange, rules: SplitRules): number[] {
  const bins = (missing - first) / 3 + 1;
  const mean = new Float64Array(bins);
  const present: number[] = [];
  for (let bin = 0, o = first; bin < bins; bin++, o += 3) {
    if (histogram[o + 2] === 0) continue;
    const gradient = (histogram[o] as number) * rules.units.gradient;
    const hessian = (histogram[o + 1] as number) * rules.units.hessian + rules.categorySmoothing;
    mean[bin] = hessian > 0 ? gradient / hessian : 0;
    present.push(bin);
  }
  return present.sort((a, b) => (mean[a] as number) - (mean[b] as number) || a - b); // bins index `mean`
}

function recordLevels(
  histogram: Histogram,
  { feature, first, missing }: FeatureRange,
  left: readonly number[],
  sums: LeafSums,
  best: BestSplit,
): void {
  const missingLevel = (missing - first) / 3;
  const isLeft = new Set(left);
  const hasMissing = (histogram[missing + 2] as number) > 0;
  const missingLeft = hasMissing ? isLeft.has(missingLevel) : 2 * best.left.rows >= sums.rows; // to the larger child
  const leftLevels: number[] = [];
  for (let level = 0, o = first; level < missingLevel; level++, o += 3) {
    if (histogram[o + 2] === 0 ? missingLeft : isLeft.has(level)) leftLevels.push(level);
  }
  best.feature = feature;
  best.missingLeft = missingLeft;
  best.leftLevels = leftLevels;
}
