import type { Sample } from '../sample.ts';

/**
 * What the decision at the threshold costs, per row, from the declared cost of each outcome; NaN where none are
 * declared.
 */
export function decisionCosts({ label, score, threshold, costs }: Sample): Float64Array {
  return label.map((y, i) => {
    const positive = (score[i] ?? 0) >= threshold;
    if (y === 1) return (positive ? costs?.truePositive : costs?.falseNegative) ?? Number.NaN;
    return (positive ? costs?.falsePositive : costs?.trueNegative) ?? Number.NaN;
  });
}
