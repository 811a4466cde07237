import { fisherExact } from '../../../src/core/comparison/fisher-exact.ts';
import type { Interval } from '../../../src/core/comparison/interval.ts';
import { katzInterval } from '../../../src/core/comparison/katz.ts';
import { newcombeInterval, type Proportion } from '../../../src/core/comparison/newcombe.ts';
import {
  agrestiCoullInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  ruleOfThree,
  waldInterval,
} from '../../../src/core/comparison/proportion-intervals.ts';
import { twoProportionTest } from '../../../src/core/comparison/two-proportion-test.ts';
import { wilsonInterval } from '../../../src/core/comparison/wilson.ts';
import type { Value } from '../case.ts';
import { tail, zOf } from '../levels.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

const ends = ({ low, high }: Interval) => [low, high];
const proportion = (successes: Value, n: Value): Proportion => ({ successes: number(successes), n: number(n) });
/** A proportion written as [count, n]. */
function countOf(value: Value): Proportion {
  const [successes, n] = column(value);
  return proportion(successes, n);
}

export const proportionAdapters: Readonly<Record<string, Adapter>> = {
  two_independent_proportions: ({ x1, n1, x2, n2 }, params) => {
    const [a, b] = [proportion(x1, n1), proportion(x2, n2)];
    const newcombe = newcombeInterval(a, b, zOf(params));
    return {
      difference: newcombe.difference,
      newcombe: ends(newcombe),
      wilson_1: ends(wilsonInterval(a.successes, a.n, zOf(params))),
      wilson_2: ends(wilsonInterval(b.successes, b.n, zOf(params))),
      p_fisher: fisherExact(a, b).twoSided,
    };
  },
  two_proportion_z: ({ reference_pos, reference_n, current_pos, current_n }) => {
    const found = twoProportionTest(proportion(reference_pos, reference_n), proportion(current_pos, current_n));
    return { z: found.z, p_two_sided: found.twoSided };
  },
  fisher_exact: ({ table }) => {
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = matrix(table);
    const found = fisherExact({ successes: a, n: a + b }, { successes: c, n: c + d });
    return { odds_ratio: found.oddsRatio, p_two_sided: found.twoSided, p_less: found.less, p_greater: found.greater };
  },
  proportion_ci: ({ successes, n }, params) => {
    const of = [number(successes), number(n)] as const;
    return {
      wilson: ends(wilsonInterval(...of, zOf(params))),
      beta: ends(clopperPearsonInterval(...of, tail(params))),
      agresti_coull: ends(agrestiCoullInterval(...of, zOf(params))),
      jeffreys: ends(jeffreysInterval(...of, tail(params))),
      normal: ends(waldInterval(...of, zOf(params))),
    };
  },
  disparity_ci: ({ unprivileged, privileged }, params) => {
    const [a, b] = [countOf(unprivileged), countOf(privileged)];
    const [katz, newcombe] = [katzInterval(a, b, zOf(params)), newcombeInterval(a, b, zOf(params))];
    return {
      ratio: katz.ratio,
      ratio_katz_lower: katz.low,
      ratio_katz_upper: katz.high,
      difference: newcombe.difference,
      newcombe_lower: newcombe.low,
      newcombe_upper: newcombe.high,
      fisher_p: fisherExact(a, b).twoSided,
    };
  },
  binomial_bounds: ({ k, n }) => {
    const { low, high } = clopperPearsonInterval(number(k), number(n), 0.05);
    return { lower_one_sided_95: low, upper_one_sided_95: high, rule_of_three: ruleOfThree(number(n)) };
  },
};
