import { rocAucStatistic } from '../evaluation/binary/roc-auc.ts';
import { observe } from '../evaluation/statistic.ts';
import { weightedStatistic } from '../evaluation/weighted-statistic.ts';
import type { CategoryColumn } from '../features/frame.ts';

/** Rows of a binary model; `weight`: how much each counts, above 0, absent: 1. */
interface RankedRows {
  readonly label: Float64Array;
  readonly score: Float64Array;
  readonly weight?: Float64Array;
}

/**
 * AUC of each group's positives against the negatives of everybody else, BNSP of Borkan et al. (2019): low where the group's positives are scored like
 * other people's negatives. NaN where there are none of either; in the order of the column's levels.
 */
export function backgroundAucs({ label, score, weight }: RankedRows, { codes, levels }: CategoryColumn): number[] {
  return levels.map((_, group) => {
    const isPair = (_value: number, row: number) => {
      const code = codes[row] ?? -1;
      return code >= 0 && (code === group) === (label[row] === 1);
    };
    const plain = rocAucStatistic(label.filter(isPair), score.filter(isPair));
    const statistic = weight === undefined ? plain : weightedStatistic(plain, weight.filter(isPair));
    const { value, degenerate } = observe(statistic);
    return degenerate === undefined ? value : Number.NaN;
  });
}
