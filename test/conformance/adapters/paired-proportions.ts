import { mcnemarTest } from '../../../src/core/comparison/mcnemar.ts';
import { pairedWaldInterval } from '../../../src/core/comparison/paired-wald.ts';
import { tangoInterval } from '../../../src/core/comparison/tango.ts';
import { tangoNonInferiority } from '../../../src/core/comparison/tango-test.ts';
import type { Values } from '../case.ts';
import { zOf } from '../levels.ts';
import { type Adapter, number } from '../shapes.ts';

const pairsOf = ({ only_candidate_correct, only_baseline_correct, n }: Values) => ({
  onlyChallenger: number(only_candidate_correct),
  onlyChampion: number(only_baseline_correct),
  n: number(n),
});

export const pairedProportionAdapters: Readonly<Record<string, Adapter>> = {
  mcnemar: ({ only_baseline_correct, only_candidate_correct }) => {
    const found = mcnemarTest(number(only_baseline_correct), number(only_candidate_correct));
    return {
      p_exact: found.exact,
      p_mid: found.mid,
      chi2: found.chiSquare?.statistic,
      p_chi2: found.chiSquare?.p,
      chi2_corrected: found.corrected?.statistic,
      p_corrected: found.corrected?.p,
    };
  },
  paired_proportion_difference: (inputs, params) => {
    const pairs = pairsOf(inputs);
    const [wald, tango] = [pairedWaldInterval(pairs, zOf(params)), tangoInterval(pairs, zOf(params))];
    return {
      difference: wald.difference,
      wald_lower: wald.low,
      wald_upper: wald.high,
      tango_lower: tango.low,
      tango_upper: tango.high,
    };
  },
  non_inferiority_accuracy: (inputs, { margin, alpha }) => {
    const found = tangoNonInferiority(pairsOf(inputs), number(margin), number(alpha));
    return {
      difference: found.difference,
      lower_one_sided_95: found.low,
      z: found.z,
      p: found.p,
      non_inferior: found.nonInferior,
    };
  },
};
