import { generalizedEntropy } from '../../fairness/generalized-entropy.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';
import { decidedRight, predictedPositive } from './decisions.ts';

/** What a row gets from its decision: 0 for a chance missed, 1 for a right decision, 2 for one too good. */
const benefit = Float64Array.of(0, 1, 2);

/** Generalised entropy of what rows get, at least 0, for `alpha` as `generalizedEntropy`; degenerate where nobody gets anything. */
export function benefitEntropyStatistic(sample: Sample, alpha: 1 | 2): Statistic {
  const columns = [sample.label, predictedPositive(sample), decidedRight(sample)];
  return sumStatistic(columns, ({ total, of: [positives = 0, called = 0, right = 0] }) => {
    const tooGood = (total - right + called - positives) / 2;
    return generalizedEntropy(benefit, alpha, Float64Array.of(total - right - tooGood, right, tooGood));
  });
}
