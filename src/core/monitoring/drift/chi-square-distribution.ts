import { logGamma } from '../../comparison/log-gamma.ts';

const precision = 1e-16;
const mostTerms = 10_000;

/** P(X >= x) of a chi-square variable: the regularised upper incomplete gamma function Q(df / 2, x / 2). 1 for no degree of freedom. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  const y = x / 2;
  if (a === 0 || y <= 0) return 1;
  const front = Math.exp(a * Math.log(y) - y - logGamma(a));
  return y < a + 1 ? 1 - front * lowerSeries(y, a) : front * upperFraction(y, a);
}

/** Abramowitz and Stegun 6.5.29. */
function lowerSeries(y: number, a: number): number {
  let [sum, term] = [1 / a, 1 / a];
  for (let k = 1; k <= mostTerms && term > sum * precision; k++) {
    term *= y / (a + k);
    sum += term;
  }
  return sum;
}

/** Continued fraction of Abramowitz and Stegun 6.5.31, by Lentz's method. */
function upperFraction(y: number, a: number): number {
  let b = y + 1 - a;
  let c = 1 / Number.MIN_VALUE ** 0.5;
  let d = 1 / b;
  let result = d;
  for (let k = 1; k <= mostTerms; k++) {
    const step = k * (a - k);
    b += 2;
    d = 1 / (b + step * d);
    c = b + step / c;
    result *= c * d;
    if (Math.abs(c * d - 1) < precision * 10) break;
  }
  return result;
}
