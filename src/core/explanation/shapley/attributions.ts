/** What each feature contributes to each answer of each row. */
export interface Attributions {
  readonly rows: number;
  /** Answers of a row: one, or one for each class. */
  readonly outputs: number;
  readonly features: readonly string[];
  /** rows × outputs × features, row-major; those of a row and output add up to its answer less the base. */
  readonly shares: Float64Array;
  /** Standard errors of the shares, where orders were drawn. */
  readonly errors?: Float64Array;
  /** Where the shares were integrated, rows × outputs: by how much their sums miss. */
  readonly gaps?: Float64Array;
  /** Where a simpler model stands in for the model near each row, which is what adds up. */
  readonly surrogates?: Surrogates;
}

/** Of each row and output. */
export interface Surrogates {
  readonly bases: Float64Array;
  /** Weighted R² of the surrogate on the samples that it was fitted to. */
  readonly fidelity: Float64Array;
  /** Like the shares: by how much the surrogate's answer moves with the feature, in the feature's unit; of a category, with being the row's own. */
  readonly slopes: Float64Array;
}

/** The shares of one row and output. */
export function sharesOf({ outputs, features, shares }: Attributions, row: number, output: number): Float64Array {
  const from = (row * outputs + output) * features.length;
  return shares.subarray(from, from + features.length);
}

/** rows × features: the mean size of a feature's shares over the outputs of a row. */
export function sizesOf({ rows, outputs, features, shares }: Attributions): Float64Array {
  const width = features.length;
  const sizes = new Float64Array(rows * width);
  for (let at = 0; at < shares.length; at++) {
    const row = Math.floor(at / (outputs * width));
    (sizes[row * width + (at % width)] as number) += Math.abs(shares[at] as number) / outputs; // row < rows
  }
  return sizes;
}
