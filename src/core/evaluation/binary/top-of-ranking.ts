import { degenerate, type MetricValue } from '../metric-value.ts';
import { rankByScore } from '../ranking.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { type TiedSums, tiedSums, tiedSumsWithout } from '../tied-sums.ts';

/** How well the top of a ranking is chosen: `rows` rows with the highest scores, of all the `sums` of the labels. */
export interface Top {
  /** Rows in the top; a share of the rows may end inside one. */
  readonly rows: number;
  readonly sums: TiedSums;
}

/** Positive rate of the top. */
export function precisionOfTop({ rows, sums }: Top): MetricValue {
  return rows > 0 ? { value: sums.at(rows) / rows } : degenerate('no rows');
}

/** Share of all positives that are in the top: the gain. */
export function recallOfTop({ rows, sums }: Top): MetricValue {
  const positives = sums.at(sums.total);
  return positives > 0 ? { value: sums.at(rows) / positives } : degenerate('no positive rows', 0);
}

/** Positive rate of the top over that of all rows: how many times better than picking blindly. */
export function liftOfTop(top: Top): MetricValue {
  const precision = precisionOfTop(top);
  const rate = top.sums.at(top.sums.total) / top.sums.total;
  if (precision.degenerate !== undefined) return precision;
  return rate > 0 ? { value: precision.value / rate } : degenerate('no positive rows');
}

/**
 * A number about the top `share` of the rows, in (0, 1]. Rows of equal score share the place that is left for them, and a
 * row on the border counts in part, so that neither the order of rows nor rounding matters. `counted` rows are those
 * of the number's denominator.
 */
export function topShareStatistic(
  { label, score }: Sample,
  share: number,
  of: (top: Top) => MetricValue,
  counted: number = Math.floor(share * label.length),
): Statistic {
  const ranking = rankByScore(score);
  const sumsOf = tiedSums(ranking, label);
  const topOf = (sums: TiedSums) => of({ rows: share * sums.total, sums });
  return {
    rows: label.length,
    counted,
    value: (counts) => topOf(sumsOf(counts)),
    leaveOneOut() {
      const without = tiedSumsWithout(ranking, label);
      return label.map((_, row) => {
        const { value, degenerate } = topOf(without(row));
        return degenerate === undefined ? value : Number.NaN;
      });
    },
  };
}
