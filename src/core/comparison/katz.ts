import type { Interval } from './interval.ts';
import type { Proportion } from './newcombe.ts';

/** Log interval of the ratio a / b of two independent proportions, both with successes. Katz et al. (1978). */
export function katzInterval(a: Proportion, b: Proportion, z: number): Interval & { readonly ratio: number } {
  const ratio = a.successes / a.n / (b.successes / b.n);
  const half = z * Math.sqrt(1 / a.successes - 1 / a.n + 1 / b.successes - 1 / b.n);
  return { ratio, low: ratio * Math.exp(-half), high: ratio * Math.exp(half) };
}
