import { searchCategorySplit } from './category-split.ts';
import type { FeatureBins } from './feature-bins.ts';
import type { Histogram } from './histogram.ts';
import { searchNumberSplit } from './number-split.ts';
import { BestSplit, type LeafSums, type SplitRules } from './split-rules.ts';
import type { Split } from './tree.ts';

/** A split worth making, with the sums of its left side; the right side is the rest. */
export interface FoundSplit {
  readonly split: Split;
  readonly gain: number;
  readonly left: LeafSums;
}

/** The split of greatest gain over all features (equal gains: first feature, first bin), or undefined if none gains. */
export function searchSplit(
  histogram: Histogram,
  features: readonly FeatureBins[],
  firstBin: Uint32Array,
  sums: LeafSums,
  rules: SplitRules,
): FoundSplit | undefined {
  if (sums.rows < 2 * rules.minimumRows) return undefined;
  const best = new BestSplit(sums, rules);
  for (let feature = 0; feature < features.length; feature++) {
    const first = 3 * (firstBin[feature] as number); // firstBin has one entry more than there are features
    const missing = 3 * ((firstBin[feature + 1] as number) - 1);
    const search = features[feature]?.type === 'number' ? searchNumberSplit : searchCategorySplit;
    search(histogram, { feature, first, missing }, sums, rules, best);
  }
  if (best.feature < 0) return undefined;
  return { split: splitOf(best), gain: best.gain, left: best.left };
}

function splitOf({ feature, missingLeft, lastLeftBin, leftLevels }: BestSplit): Split {
  if (leftLevels) return { kind: 'category', feature, leftLevels, missingLeft };
  return { kind: 'number', feature, lastLeftBin, missingLeft };
}
