// Distances of two discrete distributions, given as shares of the same cells: p of the reference, q of what came now.

type Shares = Float64Array;

/** Rows of cells as shares of all rows. */
export function sharesOf(counts: Float64Array): Shares {
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts.map((n) => n / total);
}

/** Population stability index: the sum of (q - p) ln(q / p). Infinite where one side of a cell is empty. */
export function stabilityIndex(p: Shares, q: Shares): number {
  return sumOf(p, q, (a, b) => (a === b ? 0 : (b - a) * Math.log(b / a)));
}

/** Kullback and Leibler's divergence of p from q, in nats. Infinite where q lacks what p has. */
export function kullbackLeibler(p: Shares, q: Shares): number {
  return sumOf(p, q, (a, b) => (a === 0 ? 0 : a * Math.log(a / b)));
}

/** Root of the Jensen-Shannon divergence: 0 to 1 for base 2, to 0.83 for base e. */
export function jensenShannonDistance(p: Shares, q: Shares, base: number): number {
  return Math.sqrt(jensenShannonDivergence(p, q) / Math.log(base));
}

/** In nats. */
export function jensenShannonDivergence(p: Shares, q: Shares): number {
  const middle = p.map((a, i) => (a + (q[i] ?? 0)) / 2);
  return Math.max(0, kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
}

/** 0 to 1. */
export function hellingerDistance(p: Shares, q: Shares): number {
  return Math.sqrt(sumOf(p, q, (a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2);
}

/** Half the sum of |p - q|: the share of rows that would have to change their cell. */
export function totalVariation(p: Shares, q: Shares): number {
  return sumOf(p, q, (a, b) => Math.abs(a - b)) / 2;
}

/** The greatest |p - q|: how far the share of one cell moved. */
export function greatestGap(p: Shares, q: Shares): number {
  return p.reduce((most, a, i) => Math.max(most, Math.abs(a - (q[i] ?? 0))), 0);
}

/** Shares that are at least `floor`; their sum is not brought back to 1. */
export function flooredShares(shares: Shares, floor: number): Shares {
  return shares.map((share) => Math.max(share, floor));
}

/** Evidently's rule: an empty cell has 1e-4, or a millionth of the smallest share where that is 1e-4 or less. The sum is not brought back to 1. */
export function filledShares(shares: Shares): Shares {
  const least = shares.reduce((low, share) => (share > 0 ? Math.min(low, share) : low), Infinity);
  return shares.map((share) => (share > 0 ? share : least <= 1e-4 ? least / 1e6 : 1e-4));
}

function sumOf(p: Shares, q: Shares, term: (a: number, b: number) => number): number {
  return p.reduce((sum, a, i) => sum + term(a, q[i] ?? 0), 0);
}
