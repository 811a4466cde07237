import { degenerate } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';
import { decidedRight } from './decisions.ts';

/** Mean of the recall of both classes. One class only: that class's recall (scikit-learn), degenerate. */
export function balancedAccuracyStatistic(sample: Sample): Statistic {
  const right = decidedRight(sample);
  const rightPositive = right.map((r, i) => r * (sample.label[i] ?? 0));
  return sumStatistic([sample.label, right, rightPositive], ({ total, of: [positives = 0, all = 0, hits = 0] }) => {
    const negatives = total - positives;
    if (positives === 0) return degenerate('no positive rows', all / negatives);
    if (negatives === 0) return degenerate('no negative rows', hits / positives);
    return { value: (hits / positives + (all - hits) / negatives) / 2 };
  });
}
