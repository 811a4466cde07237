import { degenerate } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { sumStatistic } from '../sum-statistic.ts';
import { errors } from './errors.ts';
import { centredSquares } from './spread.ts';

/**
 * 1 - variance of the error / variance of the target: R² that forgives a constant bias. Edges as for R²: fewer than 2
 * rows NaN; constant target 1 if the error is constant too, else 0 (scikit-learn); degenerate both.
 */
export function explainedVarianceStatistic(sample: Sample): Statistic {
  const target = centredSquares(sample.label);
  const error = centredSquares(errors(sample));
  return sumStatistic([...target.columns, ...error.columns], ({ total, of }) => {
    if (total < 2) return degenerate('fewer than 2 rows');
    const [spread, rest] = [target.spread(total, of[0], of[1]), error.spread(total, of[2], of[3])];
    if (spread === 0) return degenerate('the target is constant', rest === 0 ? 1 : 0);
    return { value: 1 - rest / spread };
  });
}

/** Standard deviation of the error, divided by rows - `ddof`. */
export function errorDeviationStatistic(sample: Sample, ddof: 0 | 1): Statistic {
  const error = centredSquares(errors(sample));
  return sumStatistic([...error.columns], ({ total, of }) =>
    total > ddof
      ? { value: Math.sqrt(error.spread(total, of[0], of[1]) / (total - ddof)) }
      : degenerate(`fewer than ${ddof + 1} rows`),
  );
}
