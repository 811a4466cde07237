/** How often something happens in each group, and in how many rows. */
export interface GroupCounts {
  readonly count: number;
  readonly n: number;
}

/** A group's share drawn towards 1 / classes by `concentration` rows that were never there: (count + c/K) / (n + c). */
export function smoothedRate({ count, n }: GroupCounts, concentration = 1, classes = 2): number {
  return (count + concentration / classes) / (n + concentration);
}

/**
 * Smoothed empirical differential fairness (Foulds et al. 2020): the largest |ln ratio| between any two groups of how
 * likely either outcome is. 0: alike. NaN with fewer than two groups.
 */
export function smoothedDifferentialFairness(groups: readonly GroupCounts[], concentration = 1, classes = 2): number {
  return differentialFairness(groups.map((group) => smoothedRate(group, concentration, classes)));
}

/** The same of rates as they are. */
export function differentialFairness(rates: readonly number[]): number {
  if (rates.length < 2) return Number.NaN;
  const spread = (values: readonly number[]) => Math.log(Math.max(...values) / Math.min(...values));
  return Math.max(spread(rates), spread(rates.map((rate) => 1 - rate)));
}
