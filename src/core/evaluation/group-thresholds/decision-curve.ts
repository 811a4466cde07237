import { type CurvePoint, curvePoints } from '../binary/curves.ts';
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
  const points = curvePoints(label, score, weight);
  const { tp: positives, fp: negatives } = points.at(-1) ?? { tp: 0, fp: 0 }; // the last one calls every row positive
  const costOf = ({ tp, fp }: CurvePoint) =>
    tp * costs.truePositive +
    (positives - tp) * costs.falseNegative +
    fp * costs.falsePositive +
    (negatives - fp) * costs.trueNegative;
  const called = points.map(({ tp, fp }) => shares(constraint, { tp, fp, positives, negatives }));
  return {
    thresholds: Float64Array.from(points, ({ threshold }) => Math.min(threshold, neverPositive)),
    costs: Float64Array.from(points, costOf),
    rates: (called[0] ?? []).map((_, k) => Float64Array.from(called, (rates) => rates[k] ?? 0)),
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
