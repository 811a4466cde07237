import { type Coalitions, coalitionsOf } from './coalitions.ts';

/** Shares with the standard error that the draw of the orders leaves. */
export interface SampledShares {
  readonly shares: Float64Array;
  /** NaN with a single order. */
  readonly errors: Float64Array;
}

/**
 * The coalitions of one order of the features: none, then one feature more at a time up to all, then one fewer at a time in the same order: 2 M + 1,
 * the last of them none again left out.
 */
export function orderCoalitions(order: Uint32Array): Coalitions {
  const features = order.length;
  const member = new Uint8Array(features);
  const list = [member.slice()];
  for (const to of [1, 0]) {
    for (const j of order) {
      member[j] = to;
      list.push(member.slice());
    }
  }
  return coalitionsOf(list.slice(0, -1), features);
}

/**
 * Permutation SHAP (shap's PermutationExplainer; antithetic orders, Mitchell et al. 2022): what each feature adds when it comes, and what is lost when it
 * goes, averaged over orders. `values[k]` are those of `orderCoalitions(orders[k])`. The shares of each order add up exactly.
 */
export function permutationShapley(orders: readonly Uint32Array[], values: readonly Float64Array[]): SampledShares {
  const features = orders[0]?.length ?? 0;
  const sum = new Float64Array(features);
  const squares = new Float64Array(features);
  for (const [k, order] of orders.entries()) {
    const own = values[k] ?? new Float64Array(2 * features);
    for (const [place, j] of order.entries()) {
      const came = (own[place + 1] as number) - (own[place] as number);
      const before = own[features + place] as number;
      const after = own[(features + place + 1) % (2 * features)] as number; // none is the first
      const share = (came + before - after) / 2;
      (sum[j] as number) += share;
      (squares[j] as number) += share * share;
    }
  }
  const n = orders.length;
  const shares = sum.map((total) => total / n);
  const errors = squares.map((square, j) => {
    const variance = Math.max(0, square / n - (shares[j] as number) ** 2) * (n / (n - 1));
    return Math.sqrt(variance / n);
  });
  return { shares, errors };
}
