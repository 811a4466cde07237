/**
 * Level of the i-th use of a holdout (i = 1, 2, …): α·6/(π²·i²), the Basel sequence. Its sum never reaches α, however many the uses, so it doesn't depend on
 * the budget and no edit of a budget can overspend; the first use gets 61 % of α, the second 15 %, the eighth 1 %.
 */
export function levelOfUse(use: number, alpha: number): number {
  return (alpha * 6) / (Math.PI * use) ** 2;
}
