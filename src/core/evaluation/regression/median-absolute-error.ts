import { degenerate } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import { sortOrder } from '../sort-order.ts';
import type { Counts, Statistic } from '../statistic.ts';
import { absoluteErrors } from './errors.ts';

/** Sums of weights closer to half of all than this share are half: their last digits are rounding. */
const rounding = 1e-12;

/** Median of |error|; the mean of the middle two for an even number of rows, or where weights part evenly (scikit-learn since 1.8). */
export function medianAbsoluteErrorStatistic(sample: Sample): Statistic {
  const values = absoluteErrors(sample);
  const order = sortOrder(values);
  return {
    rows: values.length,
    counted: values.length,
    value(counts: Counts) {
      let total = 0;
      for (let i = 0; i < counts.length; i += 1) total += counts[i] ?? 0;
      if (total === 0) return degenerate('no rows');
      let before = 0;
      let lower = Number.NaN;
      for (const row of order) {
        before += counts[row] ?? 0;
        const value = values[row] ?? 0;
        if (Number.isNaN(lower) && 2 * before >= total * (1 - rounding)) lower = value;
        if (2 * before > total * (1 + rounding)) return { value: (lower + value) / 2 };
      }
      return degenerate('no rows');
    },
    leaveOneOut() {
      const sorted = Float64Array.from(order, (row) => values[row] ?? 0);
      const result = new Float64Array(values.length);
      for (const [place, row] of order.entries()) result[row] = medianWithout(sorted, place);
      return result;
    },
  };
}

function medianWithout(sorted: Float64Array, place: number): number {
  const rest = sorted.length - 1;
  const at = (i: number) => sorted[i < place ? i : i + 1] ?? Number.NaN;
  return (at(Math.floor((rest - 1) / 2)) + at(Math.floor(rest / 2))) / 2;
}
