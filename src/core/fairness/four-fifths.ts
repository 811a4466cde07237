import { type FisherTest, fisherExact } from '../comparison/fisher-exact.ts';
import type { Proportion } from '../comparison/newcombe.ts';
import { twoProportionTest } from '../comparison/two-proportion-test.ts';
import type { ZTest } from '../comparison/z-test.ts';

const fourFifths = 0.8;

export interface FourFifths {
  /** Lowest over highest selection rate. */
  readonly impactRatio: number;
  readonly violated: boolean;
  /** Both rates, lowest - highest: the rule alone says nothing about chance. */
  readonly z: ZTest;
  readonly fisher: FisherTest;
}

/** The four-fifths rule (29 CFR 1607.4 D) on selected of applicants by group, at least one group with rows. */
export function fourFifthsRule(groups: readonly Proportion[]): FourFifths {
  const rate = ({ successes, n }: Proportion) => successes / n;
  const lowest = groups.reduce((least, group) => (rate(group) < rate(least) ? group : least));
  const highest = groups.reduce((most, group) => (rate(group) > rate(most) ? group : most));
  const impactRatio = rate(lowest) / rate(highest);
  return {
    impactRatio,
    violated: impactRatio < fourFifths,
    z: twoProportionTest(lowest, highest),
    fisher: fisherExact(lowest, highest),
  };
}
