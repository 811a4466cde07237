import { rankByScore } from '../ranking.ts';
import type { DecisionCosts } from '../sample.ts';

/** Above every probability: nothing is called positive. */
const neverPositive = 1.1;

export interface CostOptimalThreshold {
  readonly threshold: number;
  /** Total cost over the rows at this threshold. */
  readonly cost: number;
}

/**
 * The threshold with the least total cost; positive when score >= threshold. Candidates are the distinct scores and 1.1
 * (nothing is positive); of equal costs the smallest threshold. A row counts `weight`, or once. `label` is 0/1, `score` a probability; no rows: 1.1 at
 * cost 0.
 */
export function costOptimalThreshold(
  label: Float64Array,
  score: Float64Array,
  costs: DecisionCosts,
  weight?: Float64Array,
): CostOptimalThreshold {
  const times = (row: number) => (weight === undefined ? 1 : (weight[row] ?? 0));
  const { order, endsTie } = rankByScore(score);
  let cost = label.reduce((sum, y, row) => sum + times(row) * (y === 1 ? costs.falseNegative : costs.trueNegative), 0);
  let best: CostOptimalThreshold = { threshold: neverPositive, cost };
  for (const [i, row] of order.entries()) {
    const change =
      label[row] === 1 ? costs.truePositive - costs.falseNegative : costs.falsePositive - costs.trueNegative;
    cost += times(row) * change;
    if (endsTie[i] === 1 && cost <= best.cost) best = { threshold: score[row] ?? neverPositive, cost };
  }
  return best;
}
