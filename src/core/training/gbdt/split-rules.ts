import type { StatisticUnits } from './packed-statistics.ts';

/** What a split must obey, for one tree. */
export interface SplitRules {
  readonly minimumRows: number;
  readonly l2: number;
  readonly categorySmoothing: number;
  readonly units: StatisticUnits;
}

/** Sums over the rows of a leaf, in real units. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** Each side needs this much hessian, as in scikit-learn and LightGBM; less would make huge leaf values. */
export const minimumHessian = 1e-3;

/** The loss that a leaf with these sums takes away, times two (Chen & Guestrin 2016, eq. 6). */
export function leafScore({ gradient, hessian }: Pick<LeafSums, 'gradient' | 'hessian'>, l2: number): number {
  return hessian + l2 > 0 ? (gradient * gradient) / (hessian + l2) : 0;
}

/** The best split found so far of one leaf. Scans write into it, so that the inner loops allocate nothing. */
export class BestSplit {
  /** Score of both sides; must pass the parent's to count. */
  score: number;
  feature = -1;
  lastLeftBin = 0;
  missingLeft = false;
  /** Set for a category split. */
  leftLevels: readonly number[] | undefined = undefined;
  left: LeafSums = { gradient: 0, hessian: 0, rows: 0 };
  readonly #parentScore: number;

  constructor(sums: LeafSums, { l2, units }: SplitRules) {
    this.#parentScore = leafScore(sums, l2);
    // A gain must be more than the rounding of the division and of one statistic.
    this.score = this.#parentScore * (1 + 1e-10) + units.gradient * units.gradient;
  }

  get gain(): number {
    return this.feature < 0 ? 0 : this.score - this.#parentScore;
  }
}
