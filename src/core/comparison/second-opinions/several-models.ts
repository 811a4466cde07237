import { chiSquareUpperTail } from '../../monitoring/drift/chi-square-distribution.ts';
import { midranks } from '../midranks.ts';

export interface ChiSquareTest {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
}

/** Cochran's Q (1950): whether several models are right (1) or wrong (0) alike on the same rows. Undefined where they agree on every row. */
export function cochranQ(models: readonly Float64Array[]): ChiSquareTest | undefined {
  const [k, n] = [models.length, models[0]?.length ?? 0];
  const byModel = models.map((right) => right.reduce((sum, one) => sum + one, 0));
  let [total, squares] = [0, 0];
  for (let row = 0; row < n; row += 1) {
    const right = models.reduce((sum, model) => sum + (model[row] ?? 0), 0);
    total += right;
    squares += right * right;
  }
  const spread = k * total - squares;
  if (spread === 0) return undefined;
  const statistic = ((k - 1) * (k * byModel.reduce((sum, of) => sum + of * of, 0) - total * total)) / spread;
  return { statistic, degrees: k - 1, p: chiSquareUpperTail(statistic, k - 1) };
}

/** Friedman's test (1937), corrected for ties: whether several models rank alike by a number for each row. Undefined where every row is a tie. */
export function friedmanTest(
  models: readonly Float64Array[],
): (ChiSquareTest & { readonly meanRanks: readonly number[] }) | undefined {
  const [k, n] = [models.length, models[0]?.length ?? 0];
  const sums = new Float64Array(k);
  let ties = 0;
  for (let row = 0; row < n; row += 1) {
    const ranked = midranks(Float64Array.from(models, (model) => model[row] ?? Number.NaN));
    ties += ranked.ties;
    for (let m = 0; m < k; m += 1) sums[m] = (sums[m] ?? 0) + (ranked.ranks[m] ?? 0);
  }
  const correction = 1 - ties / (n * k * (k * k - 1));
  if (!(correction > 0)) return undefined;
  const squares = sums.reduce((sum, of) => sum + of * of, 0);
  const statistic = ((12 / (n * k * (k + 1))) * squares - 3 * n * (k + 1)) / correction;
  return {
    statistic,
    degrees: k - 1,
    p: chiSquareUpperTail(statistic, k - 1),
    meanRanks: [...sums].map((of) => of / n),
  };
}
