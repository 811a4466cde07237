import { degenerate } from '../metric-value.ts';
import { rankByScore } from '../ranking.ts';
import type { Counts, Statistic } from '../statistic.ts';

/** Σ (Rₙ − Rₙ₋₁) Pₙ over distinct thresholds, no interpolation (scikit-learn). No positives: 0 and degenerate. */
export function averagePrecisionStatistic(label: Float64Array, score: Float64Array): Statistic {
  const { order, endsTie } = rankByScore(score);
  const positive = Uint8Array.from(order, (row) => (label[row] === 1 ? 1 : 0));
  return {
    rows: label.length,
    counted: label.length,
    value(counts: Counts) {
      let area = 0;
      let positives = 0;
      let rows = 0;
      let tied = 0;
      for (let i = 0; i < order.length; i += 1) {
        const count = counts[order[i] ?? 0] ?? 0;
        rows += count;
        if (positive[i] === 1) tied += count;
        if (endsTie[i] === 0 || tied === 0) continue;
        positives += tied;
        area += (tied * positives) / rows;
        tied = 0;
      }
      return positives > 0 ? { value: area / positives } : degenerate('no positive rows', 0);
    },
    leaveOneOut: () => leaveOneOut(positive, order, endsTie),
  };
}

/**
 * Without one row, the ties above it keep their precision and those below lose one row (and one positive): two running
 * sums tell all.
 */
function leaveOneOut(positive: Uint8Array, order: Uint32Array, endsTie: Uint8Array): Float64Array {
  const result = new Float64Array(order.length);
  const ties = tiesOf(positive, endsTie);
  const total = ties.at(-1)?.positivesSoFar ?? 0;
  let belowLessNegative = 0;
  let belowLessPositive = 0;
  let above = ties.reduce((sum, tie) => sum + (tie.positives * tie.positivesSoFar) / tie.end, 0);
  for (const tie of ties.toReversed()) {
    const { positives, positivesSoFar: tp, end } = tie;
    above -= (positives * tp) / end;
    const others = Math.max(1, end - 1);
    const ownLessNegative = (positives * tp) / others;
    const ownLessPositive = ((positives - 1) * (tp - 1)) / others;
    for (let i = tie.start; i < end; i += 1) {
      result[order[i] ?? 0] =
        positive[i] === 1
          ? (above + ownLessPositive + belowLessPositive) / (total - 1) // 0/0 when it was the only positive: NaN
          : (above + ownLessNegative + belowLessNegative) / total;
    }
    belowLessNegative += ownLessNegative;
    belowLessPositive += (positives * (tp - 1)) / others;
  }
  return result;
}

interface Tie {
  readonly start: number;
  readonly end: number;
  readonly positives: number;
  readonly positivesSoFar: number;
}

function tiesOf(positive: Uint8Array, endsTie: Uint8Array): Tie[] {
  const ties: Tie[] = [];
  let start = 0;
  let positives = 0;
  let positivesSoFar = 0;
  for (let i = 0; i < positive.length; i += 1) {
    positives += positive[i] ?? 0;
    if (endsTie[i] === 0) continue;
    positivesSoFar += positives;
    ties.push({ start, end: i + 1, positives, positivesSoFar });
    start = i + 1;
    positives = 0;
  }
  return ties;
}
