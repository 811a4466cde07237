import { placements } from '../evaluation/binary/placements.ts';
import { aucVariance, degreesOf } from './delong.ts';
import type { Interval } from './interval.ts';

export type AucInterval =
  | {
      readonly auc: number;
      /** DeLong's standard error. */
      readonly se: number;
      /** auc ± z se, ends capped at 0 and 1. */
      readonly wald: Interval;
      /** The same on the logit scale and back: never outside (0, 1). */
      readonly logit: Interval;
    }
  | { readonly undefined: string };

/** DeLong intervals of one ROC AUC, two-sided with the quantile that `quantileOf` gives for the variance's degrees of freedom. `label` is 0/1. */
export function aucInterval(
  label: Float64Array,
  score: Float64Array,
  quantileOf: (degrees: number) => number,
): AucInterval {
  const of = placements(label, score);
  const { auc } = of;
  const se = Math.sqrt(aucVariance(of));
  if (Number.isNaN(se)) return { undefined: 'a class has fewer than 2 rows' };
  if (auc === 0 || auc === 1)
    return { undefined: 'the scores separate the classes without exception: no width is known' };
  if (se === 0) return { undefined: 'the scores say nothing: no width is known' };
  const z = quantileOf(degreesOf(of));
  const logit = Math.log(auc / (1 - auc));
  const half = (z * se) / (auc * (1 - auc));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return {
    auc,
    se,
    wald: { low: Math.max(0, auc - z * se), high: Math.min(1, auc + z * se) },
    logit: { low: back(logit - half), high: back(logit + half) },
  };
}
