/** One feature's permutation importance over the repeats: mean and population standard deviation, as scikit-learn has them. */
export interface ImportanceOfFeature {
  readonly importances: readonly number[];
  readonly mean: number;
  readonly sd: number;
}

/** From a score of which more is better, and its values with the feature permuted: base − permuted, one for each repeat. */
export function importanceOf(base: number, permuted: readonly number[]): ImportanceOfFeature {
  const importances = permuted.map((value) => base - value);
  const mean = importances.reduce((sum, value) => sum + value, 0) / importances.length;
  const squares = importances.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { importances, mean, sd: Math.sqrt(squares / importances.length) };
}

/** Each feature's part of the importance of all; what is below 0 is chance, and counts as 0. NaN where nothing is above 0. */
export function sharesOf(means: readonly number[]): readonly number[] {
  const parts = means.map((mean) => Math.max(0, mean));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => (sum > 0 ? part / sum : Number.NaN));
}
