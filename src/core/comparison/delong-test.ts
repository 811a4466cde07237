import type { PairedAuc } from './delong.ts';
import { normalCdf } from './normal.ts';

export interface ZTest {
  readonly z: number;
  readonly twoSided: number;
  /** Upper tail: evidence that the first is greater. */
  readonly greater: number;
}

/** DeLong's test that two AUCs on the same rows are equal. No variance and no difference: z 0, p 1 and 0.5. */
export function delongTest({ difference, se }: PairedAuc): ZTest {
  const z = difference === 0 && se === 0 ? 0 : difference / se;
  return { z, twoSided: 2 * normalCdf(-Math.abs(z)), greater: normalCdf(-z) };
}
