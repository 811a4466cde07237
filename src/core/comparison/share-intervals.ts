import { further, type Interval } from './interval.ts';
import { koopmanInterval } from './koopman.ts';
import { moverRatio } from './mover-ratio.ts';
import { type Proportion, squareAndAdd } from './newcombe.ts';
import { normalQuantile } from './normal.ts';
import { clopperPearsonInterval } from './proportion-intervals.ts';
import { wilsonInterval } from './wilson.ts';

/** Below this level score intervals of a share near 0 or 1 are beyond the truth several times too often (Wilson's of 2 % of 300 rows at 1 in 2,000: more than six times). */
const scoreLevel = 0.01;

/** A share, each bound at one-sided `alpha`: Wilson's; below a level of 1 % no nearer than Clopper and Pearson's. */
export function shareInterval({ successes, n }: Proportion, alpha: number): Interval & { readonly method: string } {
  const wilson = wilsonInterval(successes, n, normalQuantile(1 - alpha));
  if (alpha >= scoreLevel) return { ...wilson, method: 'Wilson' };
  const method = 'Wilson and Clopper–Pearson, the further';
  return { ...further(wilson, clopperPearsonInterval(successes, n, alpha)), method };
}

/** a - b: Newcombe's square and add of the two shares' intervals. */
export function gapOfShares(a: Proportion, b: Proportion, alpha: number): Interval {
  return squareAndAdd(a, b, shareInterval(a, alpha), shareInterval(b, alpha));
}

/** a / b: Koopman's interval; below a level of 1 % no nearer than MOVER-R has it of Clopper and Pearson's. `b` with successes. */
export function ratioOfShares(a: Proportion, b: Proportion, alpha: number) {
  const koopman = { ...koopmanInterval(a, b, normalQuantile(1 - alpha)), method: 'Koopman' };
  if (alpha >= scoreLevel) return koopman;
  const exact = ({ successes, n }: Proportion) => clopperPearsonInterval(successes, n, alpha);
  const method = 'Koopman and Clopper–Pearson, the further';
  return { ...koopman, ...further(koopman, moverRatio(a, b, exact(a), exact(b))), method };
}
