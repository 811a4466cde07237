import { rankByScore } from '../evaluation/ranking.ts';

/** Ranks from 1, ties sharing their mean; `ties` is Σ(t³ - t) over groups of t tied values. */
export function midranks(values: Float64Array): { readonly ranks: Float64Array; readonly ties: number } {
  const { order, endsTie } = rankByScore(values);
  const ranks = new Float64Array(values.length);
  let [start, ties] = [0, 0];
  for (let place = 0; place < order.length; place += 1) {
    if (endsTie[place] === 0) continue;
    const size = place + 1 - start;
    ties += size ** 3 - size;
    // The ranking has the greatest first.
    const rank = values.length - (start + place) / 2;
    for (let k = start; k <= place; k += 1) ranks[order[k] ?? 0] = rank;
    start = place + 1;
  }
  return { ranks, ties };
}
