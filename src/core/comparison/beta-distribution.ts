import { logBeta } from './log-gamma.ts';

const precision = 1e-16;
const mostTerms = 100_000;

/** Distribution function of Beta(a, b): the regularised incomplete beta function I_x(a, b). NaN in, NaN out. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front / a) * fraction(x, a, b) : 1 - (front / b) * fraction(1 - x, b, a);
}

/** Quantile of Beta(a, b), by bisection down to neighbouring doubles. `p` in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
}

/** Continued fraction of I_x(a, b) (Abramowitz and Stegun 26.5.8), by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const guard = (value: number) =>
    Math.abs(value) < Number.MIN_VALUE / precision ? Number.MIN_VALUE / precision : value;
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= mostTerms; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) <= precision) break;
  }
  return result;
}
