import type { Statistics } from '../definitions/schema/statistics.ts';
import { scheduledLevel } from './spending-schedules.ts';

/** What decides how much a use may spend: `statistics` in aval.yaml of base. */
export type LevelPolicy = Pick<Statistics, 'alpha' | 'holdoutBudget' | 'holdout'>;

/**
 * One-sided level of the i-th use by the mode of the holdout, and by its schedule where the mode leaves a choice (Renggli et al. 2019 for `none`, `hybrid` and `full`, H the budget): α/H where what is asked does
 * not follow from earlier answers, or only from their not having passed; α/2^H where it may follow from every pass and failure before. Summed over
 * all histories that there can be, never above α.
 */
export function levelInMode(use: number, { alpha, holdoutBudget, holdout }: LevelPolicy): number {
  switch (holdout.mode) {
    case 'spending':
    case 'ladder':
      return scheduledLevel(holdout.schedule ?? 'basel', { use, budget: holdoutBudget }, alpha);
    case 'none':
    case 'hybrid':
      return alpha / holdoutBudget;
    case 'full':
      return alpha / 2 ** holdoutBudget;
  }
}

/** Of levels that sum to alpha by construction, the last bits may say otherwise. */
const rounding = 1e-9;

/** What was spent by use number (the larger level where two accounts have one number), and whether one more level fits under alpha. */
export function spentLevels(spent: Iterable<{ readonly use: number; readonly alpha: number }>): {
  readonly sum: number;
  fits(level: number, alpha: number): boolean;
} {
  const levels = new Map<number, number>();
  for (const { use, alpha } of spent) levels.set(use, Math.max(alpha, levels.get(use) ?? 0));
  const sum = [...levels.values()].reduce((total, level) => total + level, 0);
  return { sum, fits: (level, alpha) => sum + level <= alpha * (1 + rounding) };
}
