import type { Sample } from '../sample.ts';
import { classesOf } from './class-scores.ts';

/** Sums of probabilities are this near to 1; what is left is rounding. */
const tolerance = 1e-6;

/** Why these scores are not what a multiclass model answers: for each row, probabilities that sum to 1. */
export function unsoundProbabilities(sample: Pick<Sample, 'label' | 'score' | 'classes'>): string | undefined {
  const { label, score } = sample;
  const classes = classesOf(sample);
  if (score.length !== label.length * classes)
    return `${score.length} scores for ${label.length} rows of ${classes} classes`;
  let unsound = 0;
  for (let row = 0; row < label.length; row += 1) {
    const own = score.subarray(row * classes, (row + 1) * classes);
    const sum = own.reduce((total, p) => total + p, 0);
    if (!(Math.abs(sum - 1) <= tolerance) || own.some((p) => p < 0 || p > 1)) unsound += 1;
  }
  return unsound > 0 ? `${unsound} of ${label.length} rows have no probabilities that sum to 1` : undefined;
}
