import { placements } from '../evaluation/binary/placements.ts';
import { aucVariance } from './delong.ts';
import { studentTwoSided } from './student-t.ts';

/** Labels (0/1) and scores of one set of rows. */
export interface RankedRows {
  readonly label: Float64Array;
  readonly score: Float64Array;
}

/** DeLong's test that AUCs on different rows are equal: t with the degrees of freedom of Welch over rows, as pROC. */
export function delongUnpaired(a: RankedRows, b: RankedRows) {
  const [ofA, ofB] = [placements(a.label, a.score), placements(b.label, b.score)];
  const [varianceA, varianceB] = [aucVariance(ofA), aucVariance(ofB)];
  const variance = varianceA + varianceB;
  const t = (ofA.auc - ofB.auc) / Math.sqrt(variance);
  const degrees = variance ** 2 / (varianceA ** 2 / (a.label.length - 1) + varianceB ** 2 / (b.label.length - 1));
  return { auc: { a: ofA.auc, b: ofB.auc }, t, degrees, twoSided: studentTwoSided(t, degrees) };
}
