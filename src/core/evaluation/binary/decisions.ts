import type { Sample } from '../sample.ts';

/** 1 where the model says positive: the score is at least the threshold, or what was decided otherwise. */
export function predictedPositive({ score, threshold, decided }: Sample): Float64Array {
  return decided === undefined ? score.map((s) => (s >= threshold ? 1 : 0)) : Float64Array.from(decided);
}

/** 1 where the model says negative. */
export function predictedNegative(sample: Sample): Float64Array {
  return predictedPositive(sample).map((positive) => 1 - positive);
}

/** 1 where the decision is right. */
export function decidedRight(sample: Sample): Float64Array {
  const positive = predictedPositive(sample);
  return sample.label.map((y, i) => (positive[i] === y ? 1 : 0));
}
