import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Statistic } from '../statistic.ts';
import type { Binned, Bins } from './bins.ts';

/** A number computed from bins of rows by score. */
export function binnedStatistic(rows: number, binned: Binned, of: (bins: Bins) => MetricValue): Statistic {
  const numberOf = (bins: Bins) => (bins.rows.some((count) => count > 0) ? of(bins) : degenerate('no rows'));
  return {
    rows,
    counted: rows,
    value: (counts) => numberOf(binned.bins(counts)),
    leaveOneOut: () =>
      Float64Array.from({ length: rows }, (_, row) => {
        const { value, degenerate } = numberOf(binned.without(row));
        return degenerate === undefined ? value : Number.NaN;
      }),
  };
}
