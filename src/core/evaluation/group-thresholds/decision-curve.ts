import { rankByScore } from '../ranking.ts';
import type { DecisionCosts } from '../sample.ts';

/** Which share of a part must be alike: of all rows, of the positive rows, or of both classes each. */
export type Constraint = 'demographicParity' | 'equalOpportunity' | 'equalizedOdds';

/** Labels (0/1) and scores of the rows of one part; a row counts `weight`, or once. */
export interface PartRows {
  readonly label: Float64Array;
  readonly score: Float64Array;
  readonly weight?: Float64Array;
}

/** Every decision that a threshold can make in one part, from none called positive to all: thresholds fall, rates rise. */
export interface DecisionCurve {
  readonly thresholds: Float64Array;
  /** Total cost of each. */
  readonly costs: Float64Array;
  /** The shares that the constraint is about, each rising. */
  readonly rates: readonly Float64Array[];
}

/** Above every probability: nothing is called positive. */
const neverPositive = 1.1;

/** The curve of one part; it has rows of every class that the constraint's shares are of. */
export function decisionCurve(
  { label, score, weight }: PartRows,
  costs: DecisionCosts,
  constraint: Constraint,
): DecisionCurve {
  const { order, endsTie } = rankByScore(score);
  const weightOf = (row: number) => (weight === undefined ? 1 : (weight[row] ?? 0));
  let [positives, negatives] = [0, 0];
  for (const row of order) {
    if (label[row] === 1) positives += weightOf(row);
    else negatives += weightOf(row);
  }
  const points: { threshold: number; cost: number; called: readonly number[] }[] = [];
  let [tp, fp] = [0, 0];
  const add = (threshold: number) => {
    const cost =
      tp * costs.truePositive +
      (positives - tp) * costs.falseNegative +
      fp * costs.falsePositive +
      (negatives - fp) * costs.trueNegative;
    points.push({ threshold, cost, called: shares(constraint, { tp, fp, positives, negatives }) });
  };
  add(neverPositive);
  for (const [i, row] of order.entries()) {
    if (label[row] === 1) tp += weightOf(row);
    else fp += weightOf(row);
    if (endsTie[i] === 1) add(score[row] ?? neverPositive);
  }
  return {
    thresholds: Float64Array.from(points, ({ threshold }) => threshold),
    costs: Float64Array.from(points, ({ cost }) => cost),
    rates: (points[0]?.called ?? []).map((_, k) => Float64Array.from(points, ({ called }) => called[k] ?? 0)),
  };
}

interface Called {
  readonly tp: number;
  readonly fp: number;
  readonly positives: number;
  readonly negatives: number;
}

function shares(constraint: Constraint, { tp, fp, positives, negatives }: Called): readonly number[] {
  switch (constraint) {
    case 'demographicParity':
      return [(tp + fp) / (positives + negatives)];
    case 'equalOpportunity':
      return [tp / positives];
    case 'equalizedOdds':
      return [tp / positives, fp / negatives];
  }
}
