import type { Sample } from '../sample.ts';
import { classScores, decidedClasses, likeliestClasses } from './class-scores.ts';

/**
 * One class against all others, for the metrics of binary models: the score is the probability of the class, the decision
 * whether rows are decided to be of it.
 */
export function oneVersusRest(sample: Sample, which: number): Sample {
  const { classes: _, ...rest } = sample;
  return {
    ...rest,
    label: sample.label.map((y) => (y === which ? 1 : 0)),
    score: classScores(sample, which),
    decided: Uint8Array.from(decidedClasses(sample), (k) => (k === which ? 1 : 0)),
  };
}

/** Whether the likeliest class is right, with its probability as the score: what top-label calibration is about. */
export function topLabel(sample: Sample): Sample {
  const { classes = 1, ...rest } = sample;
  const predicted = likeliestClasses(sample);
  return {
    ...rest,
    label: sample.label.map((y, row) => (y === predicted[row] ? 1 : 0)),
    score: sample.label.map((_, row) => sample.score[row * classes + (predicted[row] ?? 0)] ?? Number.NaN),
  };
}
