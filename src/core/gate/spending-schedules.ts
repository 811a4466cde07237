import { normalCdf, normalQuantile } from '../comparison/normal.ts';

/** How an error rate is spread over the uses of a holdout. */
export type SpendingSchedule = 'basel' | 'harmonic' | 'pocock' | 'obrienFleming';

/** Which use of how many, from 1. */
export interface UseOf {
  readonly use: number;
  readonly budget: number;
}

/**
 * Level of the i-th use of a holdout (i = 1, 2, …): α·6/(π²·i²), the Basel sequence. Its sum never reaches α, however many the uses, so it doesn't depend on
 * the budget and no edit of a budget can overspend; the first use gets 61 % of α, the second 15 %, the eighth 1 %.
 */
export function levelOfUse(use: number, alpha: number): number {
  return (alpha * 6) / (Math.PI * use) ** 2;
}

/** α/(i·(1 + 1/2 + … + 1/H)): of 32 uses the first gets 25 % of α, the second 12 %, the last 0.8 %. */
function harmonicLevel({ use, budget }: UseOf, alpha: number): number {
  let sum = 0;
  for (let i = budget; i >= 1; i -= 1) sum += 1 / i;
  return alpha / (use * sum);
}

/** α spent by time t in (0, 1], the share of the uses that are over, after O'Brien and Fleming: 2 − 2Φ(z/√t), z the 1 − α/2 quantile (Lan and DeMets 1983). */
export function obrienFlemingSpent(time: number, alpha: number): number {
  return 2 * normalCdf(-normalQuantile(1 - alpha / 2) / Math.sqrt(time));
}

/** The same after Pocock: α·ln(1 + (e − 1)t). */
export function pocockSpent(time: number, alpha: number): number {
  return alpha * Math.log1p((Math.E - 1) * time);
}

/** One-sided level of a use by a schedule, in (0, α). Those of a whole budget sum to α at most. */
export function scheduledLevel(schedule: SpendingSchedule, of: UseOf, alpha: number): number {
  switch (schedule) {
    case 'basel':
      return levelOfUse(of.use, alpha);
    case 'harmonic':
      return harmonicLevel(of, alpha);
    case 'pocock':
      return between(pocockSpent, of, alpha);
    case 'obrienFleming':
      return between(obrienFlemingSpent, of, alpha);
  }
}

/** What a spending function spends from one use to the next. */
function between(spent: (time: number, alpha: number) => number, { use, budget }: UseOf, alpha: number): number {
  const before = use === 1 ? 0 : spent((use - 1) / budget, alpha);
  return spent(use / budget, alpha) - before;
}
