import { betaCdf } from './beta-distribution.ts';
import { logGamma } from './log-gamma.ts';
import { normalCdf } from './normal.ts';

const precision = 1e-16;
const mostTerms = 10_000;

/** P(T <= t), t at least 0, of Student's t with `degrees` of freedom around `centre`. Lenth (1989), AS 243. */
export function noncentralTCdf(t: number, degrees: number, centre: number): number {
  const x = (t * t) / (degrees + t * t);
  const half = (centre * centre) / 2;
  let sum = 0;
  for (let j = 0; j < mostTerms; j += 1) {
    const log = -half + (j === 0 ? 0 : j * Math.log(half));
    const p = Math.exp(log - logGamma(j + 1));
    const q = (centre / Math.SQRT2) * Math.exp(log - logGamma(j + 1.5));
    const term = p * betaCdf(x, j + 0.5, degrees / 2) + q * betaCdf(x, j + 1, degrees / 2);
    sum += term;
    if (j > half && Math.abs(term) < precision) break;
  }
  return normalCdf(-centre) + sum / 2;
}
