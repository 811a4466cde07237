import { midranks } from '../../comparison/midranks.ts';
import { normalQuantile } from '../../comparison/normal.ts';
import type { Estimate } from '../../evaluation/estimate.ts';
import { kendallTauB } from './kendall.ts';
import { pearson } from './pearson.ts';

/** How two columns of numbers move together, over the rows that have both. */
export interface Correlations {
  readonly pearson: Estimate;
  readonly spearman: Estimate;
  /** tau-b. */
  readonly kendall: Estimate;
}

/** With fewer rows Fisher's z has no spread that is known. */
const fewestRows = 5;

/**
 * All three, with two-sided intervals of level 1 - 2 alpha on the scale of atanh: of variance 1 / (n - 3) for Pearson's (Fisher 1921), (1 + r² / 2) /
 * (n - 3) for Spearman's (Bonett and Wright 2000), of its own standard error for Kendall's. Rows where a number is missing or infinite are not counted.
 */
export function correlationsOf(x: Float64Array, y: Float64Array, alpha: number): Correlations {
  const [a, b] = withBoth(x, y);
  const n = a.length;
  const reason = undefinedBecause(a, b);
  if (reason !== undefined) {
    const none = { undefined: reason, n };
    return { pearson: none, spearman: none, kendall: none };
  }
  const r = pearson(a, b);
  const rho = pearson(midranks(a).ranks, midranks(b).ranks);
  const { tau, se } = kendallTauB(a, b);
  const z = normalQuantile(1 - alpha);
  return {
    pearson: withInterval(r, z / Math.sqrt(n - 3), n, 'Fisher z'),
    spearman: withInterval(rho, z * Math.sqrt((1 + rho ** 2 / 2) / (n - 3)), n, 'Bonett and Wright'),
    kendall: withInterval(tau, (z * se) / (1 - tau ** 2), n, 'delta method, Fisher z'),
  };
}

function withBoth(x: Float64Array, y: Float64Array): readonly [Float64Array, Float64Array] {
  const [a, b] = [new Float64Array(x.length), new Float64Array(x.length)];
  let n = 0;
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]) || !Number.isFinite(y[row])) continue;
    a[n] = x[row] ?? 0;
    b[n] = y[row] ?? 0;
    n += 1;
  }
  return [a.slice(0, n), b.slice(0, n)];
}

function undefinedBecause(a: Float64Array, b: Float64Array): string | undefined {
  if (a.length < fewestRows) return `${a.length} rows have both, at least ${fewestRows} are needed`;
  const isConstant = (values: Float64Array) => values.every((value) => value === values[0]);
  if (isConstant(a) || isConstant(b)) return 'one of them is constant';
  return undefined;
}

/** `half` is half the width of the interval on the scale of atanh. At ±1 it has none. */
function withInterval(r: number, half: number, n: number, method: string): Estimate {
  if (Number.isNaN(r)) return { undefined: 'the numbers spread further than doubles can tell', n };
  if (Math.abs(r) >= 1) return { value: Math.sign(r), low: Math.sign(r), high: Math.sign(r), n, method };
  return { value: r, low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half), n, method };
}
