import { sigmoid } from '../exponential.ts';
import { logarithm } from '../logarithm.ts';
import type { Loss } from './loss.ts';
import { packNumbers, unpackHessian, unpackWide, wideLimit } from './packed-statistics.ts';
import { inverseBest, type QueryRows, queriesOf, rankDiscounts, ranked, truncation } from './query-rows.ts';

const none = new Float64Array(0); // never: there is one output, with two statistics

/**
 * LambdaMART: for each pair of rows of a query the logistic loss of their order, weighted by how much exchanging the two would change nDCG at 30.
 * Burges (2010), "From RankNet to LambdaRank to LambdaMART: an overview", with both normalisations of LightGBM's `lambdarank`: by the distance of the
 * scores, and of the sum of a query. Relevance is counted linearly, as by the metric `ndcg`. A query counts as much as its rows do on average.
 */
export function lambdarankLoss(rows: QueryRows): Loss {
  const { label } = rows;
  const queries = queriesOf(rows).flatMap((query) => {
    const inverse = inverseBest(label, query.rows);
    return inverse > 0 ? [{ ...query, inverse }] : [];
  });
  const longest = queries.reduce((most, query) => Math.max(most, query.rows.length), 0);
  const pairs = new QueryPairs(longest);
  const limit = wideLimit(label.length);
  return {
    baseScores: [0],
    toLabelUnits: 1,
    unpack: [unpackWide, unpackHessian],
    pack(_tree, [scores = none], [gradients = none, hessians = none]) {
      gradients.fill(0);
      hessians.fill(0);
      for (const { rows, weight, inverse } of queries) {
        const order = ranked(rows, scores);
        const scale = weight * pairs.weigh(order, scores, label, inverse);
        for (const [rank, row] of order.entries()) {
          gradients[row] = scale * (pairs.gradients[rank] as number); // as long as the longest query
          hessians[row] = scale * (pairs.hessians[rank] as number);
        }
      }
      return { gradient: packNumbers(gradients, limit), hessian: packNumbers(hessians, limit) };
    },
    mean: meanLoss,
  };
}

/** Gradients and hessians of one query by rank, before its own scale. */
class QueryPairs {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly #scores: Float64Array;
  readonly #gains: Float64Array;
  readonly #discounts: Float64Array;

  constructor(longest: number) {
    this.gradients = new Float64Array(longest);
    this.hessians = new Float64Array(longest);
    this.#scores = new Float64Array(longest);
    this.#gains = new Float64Array(longest);
    this.#discounts = rankDiscounts(longest);
  }

  /** Adds up all pairs with a row among the first 30, and says by what to multiply them: the more a query is out of order, the less by each pair. */
  weigh(order: Uint32Array, scores: Float64Array, label: Float64Array, inverse: number): number {
    const n = order.length;
    this.#begin(order, scores, label);
    const differ = this.#scores[0] !== this.#scores[n - 1];
    let sum = 0;
    for (let i = 0; i < Math.min(truncation, n); i++) {
      for (let j = i + 1; j < n; j++) sum += this.#pair(i, j, inverse, differ);
    }
    return sum > 0 ? logarithm(1 + sum) / Math.LN2 / sum : 1;
  }

  #begin(order: Uint32Array, scores: Float64Array, label: Float64Array): void {
    for (let rank = 0; rank < order.length; rank++) {
      const row = order[rank] as number; // rank < length
      this.#scores[rank] = scores[row] as number; // a row of these
      this.#gains[rank] = label[row] as number;
    }
    this.gradients.fill(0, 0, order.length);
    this.hessians.fill(0, 0, order.length);
  }

  /** Pushes the more relevant of two ranks, the first above the second, up and the other down; says how much in all. */
  #pair(first: number, second: number, inverse: number, differ: boolean): number {
    const gap = (this.#gains[first] as number) - (this.#gains[second] as number); // ranks of this query, here and below
    if (gap === 0) return 0;
    const change = Math.abs(gap) * ((this.#discounts[first] as number) - (this.#discounts[second] as number)) * inverse;
    const distance = (this.#scores[first] as number) - (this.#scores[second] as number); // 0 or more
    const worth = differ ? change / (0.01 + distance) : change;
    const wrong = sigmoid(gap > 0 ? -distance : distance);
    const lambda = worth * wrong;
    const curvature = lambda * (1 - wrong);
    const push = gap > 0 ? -lambda : lambda;
    (this.gradients[first] as number) += push;
    (this.gradients[second] as number) -= push;
    (this.hessians[first] as number) += curvature;
    (this.hessians[second] as number) += curvature;
    return 2 * lambda;
  }
}

/** 1 minus mean nDCG at 30, of equal scores the worst order; queries without a relevant row don't count. */
const meanLoss: Loss['mean'] = ([scores = none], label, weight, query) => {
  const discounts = rankDiscounts(truncation);
  let [sum, total] = [0, 0];
  for (const one of queriesOf({ label, weight, query })) {
    const inverse = inverseBest(label, one.rows);
    if (inverse === 0) continue;
    const first = ranked(one.rows, scores, label).subarray(0, truncation);
    const gain = first.reduce((all, row, rank) => all + (label[row] as number) * (discounts[rank] as number), 0); // rows of the query
    sum += one.weight * (1 - gain * inverse);
    total += one.weight;
  }
  return total > 0 ? sum / total : 0;
};
