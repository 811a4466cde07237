import { rocAucStatistic } from '../evaluation/binary/roc-auc.ts';
import { observe } from '../evaluation/statistic.ts';
import type { CategoryColumn } from '../features/frame.ts';

/**
 * AUC of each group's positives against the negatives of everybody else, BPSN of Borkan et al. (2019): low where the group's positives are scored like
 * other people's negatives. NaN where there are none of either; in the order of the column's levels.
 */
export function backgroundAucs(label: Float64Array, score: Float64Array, { codes, levels }: CategoryColumn): number[] {
  return levels.map((_, group) => {
    const isPair = (_value: number, row: number) => {
      const code = codes[row] ?? -1;
      return code >= 0 && (code === group) === (label[row] === 1);
    };
    const { value, degenerate } = observe(rocAucStatistic(label.filter(isPair), score.filter(isPair)));
    return degenerate === undefined ? value : Number.NaN;
  });
}
