import { logFactorials } from '../../../src/core/comparison/log-factorials.ts';

/** Chances of 0 to `n` successes, each with probability `p`. */
export function binomial(n: number, p: number): Float64Array {
  const logs = logFactorials(n);
  const log = (k: number) => (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0);
  return Float64Array.from({ length: n + 1 }, (_, k) => Math.exp(log(k)) * p ** k * (1 - p) ** (n - k));
}
