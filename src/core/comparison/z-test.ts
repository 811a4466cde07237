import { normalCdf } from './normal.ts';

export interface ZTest {
  readonly z: number;
  readonly twoSided: number;
  /** Upper tail: evidence that the first is greater. */
  readonly greater: number;
}

/** Normal test that a difference is 0. No variance and no difference: z 0, p 1 and 0.5. */
export function zTest(difference: number, se: number): ZTest {
  const z = difference === 0 && se === 0 ? 0 : difference / se;
  return { z, twoSided: 2 * normalCdf(-Math.abs(z)), greater: normalCdf(-z) };
}
