import { sortOrder } from './sort-order.ts';

/** Rows by descending score, with equal scores in one tie: nothing between them can be told. */
export interface Ranking {
  readonly order: Uint32Array;
  /** For each position of `order`: 1 at the last row of a tie. */
  readonly endsTie: Uint8Array;
}

export function rankByScore(score: Float64Array): Ranking {
  const order = sortOrder(score).reverse();
  const endsTie = new Uint8Array(order.length).fill(1);
  for (let i = 1; i < order.length; i += 1) {
    if (score[order[i] ?? 0] === score[order[i - 1] ?? 0]) endsTie[i - 1] = 0;
  }
  return { order, endsTie };
}
