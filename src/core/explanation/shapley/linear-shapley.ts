/** Coefficients of prepared columns, and the feature that each column was made of. */
export interface LinearColumns {
  readonly coefficients: Float64Array;
  readonly featureOf: Uint32Array;
  readonly features: number;
}

/** Linear SHAP with independent features (Lundberg and Lee 2017, corollary 1): coefficient × (value − mean of the background), summed over a feature's columns. */
export function linearShapley(
  { coefficients, featureOf, features }: LinearColumns,
  row: Float64Array,
  mean: Float64Array,
): Float64Array {
  const shares = new Float64Array(features);
  for (const [column, coefficient] of coefficients.entries()) {
    const difference = (row[column] as number) - (mean[column] as number); // one for each column, here and below
    (shares[featureOf[column] as number] as number) += coefficient * difference;
  }
  return shares;
}
