import type { Quantity } from './evidence.ts';

/**
 * One-sided level of a quantity's bounds. `evaluation` is what the whole evaluation may spend, of the project's `alpha`: a rule with an alpha of
 * its own, which is never laxer, gets the same part of that. Of rules of which one is enough each gets its share (Bonferroni; for one claim Holm is the same).
 */
export function levelOfQuantity({ level }: Quantity, evaluation: number, alpha: number): number {
  return (evaluation * (Math.min(level?.alpha ?? alpha, alpha) / alpha)) / (level?.oneOf ?? 1);
}
