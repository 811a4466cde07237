import { degenerate } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import { squaredErrors } from '../squared-errors.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';

/** Spread of the target below this share of its sum of squares is rounding: the target is constant. */
const rounding = 1e-12;

/**
 * 1 - squared error / squared deviation of the target. Fewer than 2 rows: NaN; constant target: 1 if exact, else 0
 * (scikit-learn); degenerate both.
 */
export function r2Statistic(sample: Sample): Statistic {
  const mean = sample.label.reduce((sum, y) => sum + y, 0) / sample.label.length;
  const centred = sample.label.map((y) => y - mean); // so that no digits cancel below
  const squares = centred.map((y) => y * y);
  return sumStatistic([centred, squares, squaredErrors(sample)], ({ total, of: [sum = 0, square = 0, error = 0] }) => {
    if (total < 2) return degenerate('fewer than 2 rows');
    const spread = square - (sum * sum) / total;
    if (spread <= rounding * square) return degenerate('the target is constant', error === 0 ? 1 : 0);
    return { value: 1 - error / spread };
  });
}
