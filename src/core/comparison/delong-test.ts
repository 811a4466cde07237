import type { PairedAuc } from './delong.ts';
import { type ZTest, zTest } from './z-test.ts';

/** DeLong's test that two AUCs on the same rows are equal. */
export function delongTest({ difference, se }: PairedAuc): ZTest {
  return zTest(difference, se);
}
