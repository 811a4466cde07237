import { aucInterval } from '../comparison/auc-interval.ts';
import { studentQuantile } from '../comparison/student-t.ts';
import { placements } from '../evaluation/binary/placements.ts';
import type { Estimate } from '../evaluation/estimate.ts';

export interface ColumnAuc {
  readonly estimate: Estimate;
  /** |2 AUC - 1|: 1 where the column separates the classes without exception, which has no interval. 0 where it has no AUC. */
  readonly strength: number;
}

/** ROC AUC of a column as it is, for rows of a class (1) against all others (0). Rows without a finite number or a label (NaN) are not counted. */
export function aucOfColumn(values: Float64Array, isOfClass: Float64Array, alpha: number): ColumnAuc {
  const kept = values.map((value, row) => Number(Number.isFinite(value) && !Number.isNaN(isOfClass[row])));
  const score = values.filter((_, row) => kept[row] === 1);
  const label = isOfClass.filter((_, row) => kept[row] === 1);
  const n = score.length;
  if (n > 0 && score.every((value) => value === score[0])) {
    return { estimate: { undefined: 'it is constant', n }, strength: 0 };
  }
  const { auc } = placements(label, score);
  if (Number.isNaN(auc)) return { estimate: { undefined: 'a class has no rows', n }, strength: 0 };
  const strength = Math.abs(2 * auc - 1);
  const found = aucInterval(label, score, (degrees) => studentQuantile(1 - alpha, degrees));
  if ('undefined' in found) return { estimate: { undefined: found.undefined, n }, strength };
  const { se, logit } = found;
  return { estimate: { value: auc, low: logit.low, high: logit.high, n, method: 'DeLong, logit', se }, strength };
}
