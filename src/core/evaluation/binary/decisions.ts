import type { Sample } from '../sample.ts';

/** 1 where the model says positive: the score is at least the threshold. */
export function predictedPositive({ score, threshold }: Sample): Float64Array {
  return score.map((s) => (s >= threshold ? 1 : 0));
}

/** 1 where the model says negative: the score is below the threshold. */
export function predictedNegative({ score, threshold }: Sample): Float64Array {
  return score.map((s) => (s >= threshold ? 0 : 1));
}

/** 1 where the decision at the threshold is right. */
export function decidedRight({ label, score, threshold }: Sample): Float64Array {
  return label.map((y, i) => (((score[i] ?? 0) >= threshold ? 1 : 0) === y ? 1 : 0));
}
