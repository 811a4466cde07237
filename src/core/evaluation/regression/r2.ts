import { degenerate } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import { squaredErrors } from '../squared-errors.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';
import { centredSquares } from './spread.ts';

/**
 * 1 - squared error / squared deviation of the target. Fewer than 2 rows: NaN; constant target: 1 if exact, else 0
 * (scikit-learn); degenerate both.
 */
export function r2Statistic(sample: Sample): Statistic {
  const target = centredSquares(sample.label);
  return sumStatistic([...target.columns, squaredErrors(sample)], ({ total, of: [sum, square, error = 0] }) => {
    if (total < 2) return degenerate('fewer than 2 rows');
    const spread = target.spread(total, sum, square);
    if (spread === 0) return degenerate('the target is constant', error === 0 ? 1 : 0);
    return { value: 1 - error / spread };
  });
}
