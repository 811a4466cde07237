import type { Binning } from './cells.ts';
import { flooredShares } from './share-distances.ts';

/** What a method leaves open: tools differ in it. */
export interface Handling {
  readonly binning: Binning;
  /** What is done to shares where a cell may not be empty. */
  readonly filled: (shares: Float64Array) => Float64Array;
  /** Of the logarithms of the Jensen-Shannon distance. */
  readonly base: number;
  /** What counts are tested for: one distribution of both sides (`corrected`: by Yates where there are two cells), or the reference's shares taken as known. */
  readonly counts: 'homogeneity' | 'corrected' | 'fit';
  /** Whether Mann and Whitney's p is corrected for continuity. */
  readonly continuity: boolean;
  /** The least that a difference of numbers is divided by, in the place of their standard deviation. */
  readonly leastScale: number;
}

/** So few values are levels rather than numbers. */
const fewValues = 20;

/** aval's own: cells and scale are the reference's alone, so that two windows are measured by one rule. */
export const ownHandling: Handling = {
  binning: { rule: 'deciles', over: 'reference', byValue: (distinct) => distinct <= fewValues },
  filled: (shares) => flooredShares(shares, 1e-4),
  base: 2,
  counts: 'homogeneity',
  continuity: false,
  leastScale: 0,
};
