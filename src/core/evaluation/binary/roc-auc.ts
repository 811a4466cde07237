import { degenerate } from '../metric-value.ts';
import { rankByScore } from '../ranking.ts';
import type { Counts, Statistic } from '../statistic.ts';
import { placements } from './placements.ts';

/** Area under the ROC curve: the share of (positive, negative) pairs in the right order, ties one half. */
export function rocAucStatistic(label: Float64Array, score: Float64Array): Statistic {
  const { order, endsTie } = rankByScore(score);
  const positive = Uint8Array.from(order, (row) => (label[row] === 1 ? 1 : 0));
  return {
    rows: label.length,
    counted: label.length,
    value(counts: Counts) {
      let area = 0;
      let positivesAbove = 0;
      let negatives = 0;
      let tiedPositives = 0;
      let tiedNegatives = 0;
      for (let i = 0; i < order.length; i += 1) {
        const count = counts[order[i] ?? 0] ?? 0;
        if (positive[i] === 1) tiedPositives += count;
        else tiedNegatives += count;
        if (endsTie[i] === 0) continue;
        area += tiedNegatives * (positivesAbove + tiedPositives / 2);
        positivesAbove += tiedPositives;
        negatives += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
      const pairs = positivesAbove * negatives;
      return pairs > 0 ? { value: area / pairs } : degenerate('only one class');
    },
    leaveOneOut() {
      const { auc, ofPositives, ofNegatives } = placements(label, score);
      let p = 0;
      let n = 0;
      return label.map((y) => {
        const [others, own] =
          y === 1 ? [ofPositives.length - 1, ofPositives[p++] ?? 0] : [ofNegatives.length - 1, ofNegatives[n++] ?? 0];
        return others > 0 ? (auc * (others + 1) - own) / others : Number.NaN;
      });
    },
  };
}
