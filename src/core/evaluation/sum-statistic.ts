import { degenerate, type MetricValue } from './metric-value.ts';
import type { Counts, Statistic } from './statistic.ts';

/** Sums over rows: `total` of the counts, `of[k]` of column k times the counts. */
export interface Sums {
  readonly total: number;
  readonly of: Float64Array;
}

/** A metric that is a function of sums over rows: means, rates, F1, R². */
export function sumStatistic(
  columns: readonly Float64Array[],
  combine: (sums: Sums) => MetricValue,
  denominator?: Float64Array,
): Statistic {
  const rows = columns[0]?.length ?? 0;
  const finish = (sums: Sums) => (sums.total > 0 ? combine(sums) : degenerate('no rows'));
  const sumsOf = (counts: Counts): Sums => ({
    total: sum(counts),
    of: Float64Array.from(columns, (column) => dot(column, counts)),
  });
  return {
    rows,
    counted: denominator?.filter((d) => d > 0).length ?? rows,
    ...(denominator && { denominator }),
    value: (counts) => finish(sumsOf(counts)),
    leaveOneOut() {
      const all = sumsOf(new Uint32Array(rows).fill(1));
      const rest = { total: all.total - 1, of: new Float64Array(columns.length) };
      return Float64Array.from({ length: rows }, (_, i) => {
        for (const [k, column] of columns.entries()) rest.of[k] = (all.of[k] ?? 0) - (column[i] ?? 0);
        const { value, degenerate } = finish(rest);
        return degenerate === undefined ? value : Number.NaN;
      });
    },
  };
}

/** The mean of one number per row. */
export function meanStatistic(values: Float64Array): Statistic {
  return sumStatistic([values], ({ total, of }) => ({ value: (of[0] ?? 0) / total }));
}

/** The mean of one number per row that means nothing where `isDefined` is 0: degenerate, for `reason`, when such a row counts. */
export function partialMeanStatistic(values: Float64Array, isDefined: Float64Array, reason: string): Statistic {
  const known = values.map((value) => (Number.isFinite(value) ? value : 0)); // 0 times NaN would reach resamples without the row
  const unknown = values.map((value) => (Number.isFinite(value) ? 0 : 1));
  const bad = isDefined.map((flag) => 1 - flag);
  return sumStatistic([known, unknown, bad], ({ total, of: [sum = 0, lost = 0, meaningless = 0] }) =>
    meaningless > 0 ? degenerate(reason, lost > 0 ? Number.NaN : sum / total) : { value: sum / total },
  );
}

/** Sum of one column over sum of another, both 0 or more; 0 and degenerate where nothing is in the denominator. */
export function ratioStatistic(numerator: Float64Array, denominator: Float64Array, nothing: string): Statistic {
  return sumStatistic(
    [numerator, denominator],
    ({ of: [above = 0, below = 0] }) => (below > 0 ? { value: above / below } : degenerate(nothing, 0)),
    denominator,
  );
}

/** Four running sums, because one has to wait for each addition before the next: resampling spends its time here. */
function sum(values: Counts): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i] ?? 0;
    b += values[i + 1] ?? 0;
    c += values[i + 2] ?? 0;
    d += values[i + 3] ?? 0;
  }
  for (let i = whole; i < values.length; i += 1) a += values[i] ?? 0;
  return a + b + (c + d);
}

function dot(column: Float64Array, counts: Counts): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = column.length - (column.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (column[i] ?? 0) * (counts[i] ?? 0);
    b += (column[i + 1] ?? 0) * (counts[i + 1] ?? 0);
    c += (column[i + 2] ?? 0) * (counts[i + 2] ?? 0);
    d += (column[i + 3] ?? 0) * (counts[i + 3] ?? 0);
  }
  for (let i = whole; i < column.length; i += 1) a += (column[i] ?? 0) * (counts[i] ?? 0);
  return a + b + (c + d);
}
