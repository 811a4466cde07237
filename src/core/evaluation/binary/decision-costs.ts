import type { Sample } from '../sample.ts';
import { predictedPositive } from './decisions.ts';

/**
 * What the decision at the threshold costs, per row, from the declared cost of each outcome; NaN where none are
 * declared.
 */
export function decisionCosts(sample: Sample): Float64Array {
  const { label, costs } = sample;
  const decided = predictedPositive(sample);
  return label.map((y, i) => {
    const positive = decided[i] === 1;
    if (y === 1) return (positive ? costs?.truePositive : costs?.falseNegative) ?? Number.NaN;
    return (positive ? costs?.falsePositive : costs?.trueNegative) ?? Number.NaN;
  });
}
