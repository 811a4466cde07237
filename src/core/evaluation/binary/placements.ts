import { rankByScore } from '../ranking.ts';

/** Where each row stands among the other class: DeLong's structural components V10 and V01. */
export interface Placements {
  /** Mean of either side; NaN when a class has no rows. */
  readonly auc: number;
  /** For each positive row, in order: share of negatives that score lower, ties one half. */
  readonly ofPositives: Float64Array;
  /** For each negative row, in order: share of positives that score higher, ties one half. */
  readonly ofNegatives: Float64Array;
}

/** In O(N log N) by midranks (Sun and Xu 2014), here as one pass over the ties of the sorted scores. */
export function placements(label: Float64Array, score: Float64Array): Placements {
  const { order, endsTie } = rankByScore(score);
  let positives = 0;
  for (const y of label) positives += y === 1 ? 1 : 0;
  const negatives = label.length - positives;
  const share = new Float64Array(label.length);
  let [start, positivesAbove, tiedPositives] = [0, 0, 0];
  for (let end = 0; end < order.length; end += 1) {
    tiedPositives += label[order[end] ?? 0] === 1 ? 1 : 0;
    if (endsTie[end] === 0) continue;
    const tiedNegatives = end + 1 - start - tiedPositives;
    const higher = (positivesAbove + tiedPositives / 2) / positives;
    const lower = (negatives - (start - positivesAbove) - tiedNegatives / 2) / negatives;
    for (let i = start; i <= end; i += 1) {
      const row = order[i] ?? 0;
      share[row] = label[row] === 1 ? lower : higher;
    }
    positivesAbove += tiedPositives;
    tiedPositives = 0;
    start = end + 1;
  }
  const ofPositives = share.filter((_, i) => label[i] === 1);
  const ofNegatives = share.filter((_, i) => label[i] !== 1);
  return { auc: mean(ofPositives), ofPositives, ofNegatives };
}

function mean(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}
