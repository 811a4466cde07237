import { concordance } from './concordance.ts';

export interface Kendall {
  /** Pairs of rows in the same order less pairs in opposite order, over the geometric mean of the pairs untied in each column. */
  readonly tau: number;
  /** Asymptotic standard error. */
  readonly se: number;
}

/**
 * Kendall's tau-b of two columns of finite numbers, with its standard error by the delta method (Brown and Benedetti 1977), which ties are part of. NaN
 * where one column is constant.
 */
export function kendallTauB(x: Float64Array, y: Float64Array): Kendall {
  const { excess, tiedX, tiedY } = concordance(x, y);
  const n = x.length;
  const [untiedX, untiedY] = [n * n - sum(tiedX), n * n - sum(tiedY)]; // ordered pairs
  const untied = Math.sqrt(untiedX) * Math.sqrt(untiedY);
  const tau = sum(excess) / untied;
  // A row's part in tau: by its own pairs, and by the ties that it is in.
  const parts = excess.map(
    (own, row) => 2 * untied * own + tau * ((tiedX[row] ?? 0) * untiedY + (tiedY[row] ?? 0) * untiedX),
  );
  const mean = sum(parts) / n;
  const squares = sum(parts.map((part) => (part - mean) ** 2));
  return { tau, se: Math.sqrt(squares) / untied ** 2 };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
