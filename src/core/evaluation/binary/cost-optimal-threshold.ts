import type { DecisionCosts } from '../sample.ts';
import { type CurvePoint, curvePoints } from './curves.ts';

/** Above every probability: nothing is called positive. */
const neverPositive = 1.1;
/** Costs that differ by less than this share of what they are summed from are equal but for rounding. */
const rounding = 1e-12;

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
  const points = curvePoints(label, score, weight);
  const priced = pricesOf(points, costs);
  const least = priced.reduce((best, price) => (price.cost < best.cost ? price : best));
  const isLeast = ({ cost, size }: Price) => cost - least.cost <= rounding * Math.max(size, least.size);
  const at = Math.max(0, priced.findLastIndex(isLeast)); // points fall from the highest score
  return {
    threshold: at === 0 ? neverPositive : (points[at]?.threshold ?? neverPositive),
    cost: priced[at]?.cost ?? 0,
  };
}

interface Price {
  readonly cost: number;
  /** Sum of what the cost is summed from, without signs. */
  readonly size: number;
}

/** What each point costs, from its rows and not from the point before, so that no rounding is carried from row to row. */
function pricesOf(points: readonly CurvePoint[], costs: DecisionCosts): readonly Price[] {
  const { tp: positives, fp: negatives } = points.at(-1) ?? { tp: 0, fp: 0 }; // the last one calls every row positive
  return points.map(({ tp, fp }) => {
    const terms = [
      tp * costs.truePositive,
      (positives - tp) * costs.falseNegative,
      fp * costs.falsePositive,
      (negatives - fp) * costs.trueNegative,
    ];
    return {
      cost: terms.reduce((sum, term) => sum + term, 0),
      size: terms.reduce((sum, term) => sum + Math.abs(term), 0),
    };
  });
}
