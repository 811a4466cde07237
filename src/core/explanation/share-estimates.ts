import { studentQuantile } from '../comparison/student-t.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import { sharesOf } from './importance.ts';

/**
 * Shares of importance with intervals, by a jackknife over blocks of rows: the shares are computed again without each block in turn (delete-a-group
 * jackknife, Kott 2001), and Student's t with one degree of freedom fewer than blocks bounds them, within 0 and 1. `means`: importance of each
 * feature on all rows; `without`: the same without each block. `alpha`: one-sided. In 300 simulations each of AUC and log loss on 200 and 1,000 rows, a
 * bound of 5 % was wrong in 4 to 9 of 100.
 */
export function shareEstimates(
  means: readonly number[],
  without: readonly (readonly number[])[],
  rows: number,
  alpha: number,
): readonly Estimate[] {
  const blocks = without.length;
  const replicates = without.map(sharesOf);
  const t = studentQuantile(1 - alpha, blocks - 1);
  return sharesOf(means).map((value, feature): Estimate => {
    if (Number.isNaN(value)) return { undefined: 'no feature makes a difference to the metric', n: rows };
    const values = replicates.map((shares) => shares[feature] ?? Number.NaN);
    const mean = values.reduce((sum, one) => sum + one, 0) / blocks;
    const se = Math.sqrt(((blocks - 1) / blocks) * values.reduce((sum, one) => sum + (one - mean) ** 2, 0));
    if (!Number.isFinite(se)) return { undefined: 'it hangs on a few rows: without them there is no number', n: rows };
    const [low, high] = [Math.max(0, value - t * se), Math.min(1, value + t * se)];
    return { value, low, high, n: rows, method: 'jackknife over blocks of rows', se };
  });
}
