import { isDefined } from '../evaluation/estimate.ts';
import { type AveragedRows, blockMeans } from './block-means.ts';
import type { FeatureSize } from './explanation.ts';
import { type Attributions, sizesOf } from './shapley/attributions.ts';

/** Global importance: the mean size of each feature's attributions, with interval and rows. The largest first. */
export function featureSizes(attributions: Attributions, averaged: AveragedRows): readonly FeatureSize[] {
  const { features } = attributions;
  const estimates = blockMeans(sizesOf(attributions), features.length, averaged);
  const sizes = estimates.map((size) => (isDefined(size) ? { ...size, low: Math.max(0, size.low) } : size));
  const values = sizes.map((size) => (isDefined(size) ? size.value : Number.NaN));
  const sum = values.reduce((total, value) => total + value, 0);
  return sizes
    .map((size, j) => ({ feature: features[j] ?? '', size, share: sum > 0 ? (values[j] ?? 0) / sum : 0 }))
    .sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1));
}
