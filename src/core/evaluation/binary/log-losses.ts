import type { Sample } from '../sample.ts';

/** scikit-learn's clip of probabilities: a certain and wrong answer costs 36.04, not infinity. */
export const smallestProbability = 2 ** -52;

/** -ln of the probability given to what happened, per row. */
export function logLosses({ label, score }: Sample, eps: number = smallestProbability): Float64Array {
  return label.map((y, i) => {
    const p = Math.min(1 - eps, Math.max(eps, score[i] ?? 0));
    return -Math.log(y === 1 ? p : 1 - p);
  });
}
