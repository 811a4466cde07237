import type { Proportion } from './newcombe.ts';
import { type ZTest, zTest } from './z-test.ts';

/** z test that two independent proportions are equal, `a - b`, with the variance of both pooled. */
export function twoProportionTest(a: Proportion, b: Proportion): ZTest {
  const pooled = (a.successes + b.successes) / (a.n + b.n);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return zTest(a.successes / a.n - b.successes / b.n, se);
}
