/** Local bin of a missing value in every feature; values have the bins 0 to 254. */
export const missingBin = 255;
export const maximumBins = 255;

/** How the values of one column become bins. */
export type FeatureBins = NumberBins | CategoryBins;

/** A value falls into the first bin whose upper bound is not below it; values above all bounds into the last bin. */
export interface NumberBins {
  readonly type: 'number';
  readonly name: string;
  /** Strictly ascending, finite, at most 254. */
  readonly bounds: Float64Array;
}

/** A level's bin is its place here; any other level counts as missing. */
export interface CategoryBins {
  readonly type: 'category';
  readonly name: string;
  /** Distinct, sorted by code unit, at most 255. */
  readonly levels: readonly string[];
}

/** Bins for values, without the one for missing. */
export function valueBins(feature: FeatureBins): number {
  return feature.type === 'number' ? feature.bounds.length + 1 : feature.levels.length;
}
