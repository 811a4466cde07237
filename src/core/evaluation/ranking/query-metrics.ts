import type { RankedQuery } from './ranked-query.ts';

/**
 * Numbers of one query's first `k` ranks. Rows of equal score share their ranks: each number is its mean over all their orders
 * (McSherry and Najork 2008), so a model that scores all rows alike is worth what chance is. A query without a relevant row has 0.
 */
export function discountedGain({ ties }: RankedQuery, k: number): number {
  let [rank, gain] = [0, 0];
  for (const tie of ties) {
    for (let i = 0; i < tie.rows && rank + i < k; i += 1) gain += (tie.gain / tie.rows) * discount(rank + i + 1);
    rank += tie.rows;
  }
  return gain;
}

/** Discounted gain, linear in relevance, over that of the best order: 0 to 1. Järvelin and Kekäläinen (2002). */
export function normalizedGain(query: RankedQuery, k: number): number {
  const best = query.best.reduce((sum, gain, i) => (i < k ? sum + gain * discount(i + 1) : sum), 0);
  return best > 0 ? discountedGain(query, k) / best : 0;
}

/** Relevant rows among the first `k`, over k, also where a query has fewer rows. */
export function precisionAt(query: RankedQuery, k: number): number {
  return found(query, k) / k;
}

/** Share of the relevant rows that are among the first `k`. */
export function recallAt(query: RankedQuery, k: number): number {
  return query.relevant > 0 ? found(query, k) / query.relevant : 0;
}

/** 1 where a relevant row is among the first `k`; between 0 and 1 where ties leave it open. */
export function hitAt({ ties }: RankedQuery, k: number): number {
  let [rank, missed] = [0, 1];
  for (const { rows, relevant } of ties) {
    // Relevant rows of a tie miss its first places one after the other.
    const places = Math.min(rows, Math.max(0, k - rank));
    for (let i = 0; i < places; i += 1) missed *= Math.max(0, rows - relevant - i) / (rows - i);
    rank += rows;
  }
  return 1 - missed;
}

/** Mean precision at the ranks of the relevant rows, over how many could be among the first `k`. */
export function averagePrecision({ ties, relevant }: RankedQuery, k: number): number {
  let [rank, before, sum] = [0, 0, 0];
  for (const tie of ties) {
    const others = tie.rows > 1 ? (tie.relevant - 1) / (tie.rows - 1) : 0; // chance of a place above in the tie, beside a relevant row
    for (let i = 0; i < tie.rows && rank + i < k; i += 1) {
      sum += ((tie.relevant / tie.rows) * (before + 1 + i * others)) / (rank + i + 1);
    }
    rank += tie.rows;
    before += tie.relevant;
  }
  return relevant > 0 ? sum / Math.min(relevant, k) : 0;
}

/** One over the rank of the first relevant row; 0 where none is among the first `k`. */
export function reciprocalRank({ ties }: RankedQuery, k: number): number {
  let rank = 0;
  for (const { rows, relevant } of ties) {
    let [sum, missed] = [0, 1];
    for (let i = 0; i < rows && rank + i < k && missed > 0; i += 1) {
      const hit = Math.min(1, relevant / (rows - i));
      sum += (missed * hit) / (rank + i + 1);
      missed *= 1 - hit;
    }
    if (relevant > 0) return sum;
    rank += rows;
  }
  return 0;
}

/** Relevant rows among the first `k`; a tie that the border parts counts in part. */
function found({ ties }: RankedQuery, k: number): number {
  let [rank, sum] = [0, 0];
  for (const { rows, relevant } of ties) {
    sum += (relevant * Math.min(rows, Math.max(0, k - rank))) / rows;
    rank += rows;
  }
  return sum;
}

function discount(rank: number): number {
  return 1 / Math.log2(rank + 1);
}
