export { mulberry32 as uniform } from '../../src/engines/tfjs/mulberry32.ts';

/** Sum of twelve uniform numbers minus 6: mean 0, variance 1, near enough to normal for made-up data. */
export function normal(next: () => number): number {
  let sum = -6;
  for (let k = 0; k < 12; k++) sum += next();
  return sum;
}
