import { mcnemarTest } from '../../../src/core/comparison/mcnemar.ts';
import { meanBounds } from '../../../src/core/comparison/mean-bounds.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { mixtureRatio, signEvidence } from '../../../src/core/comparison/second-opinions/anytime.ts';
import { equivalenceP, type PairedT, pairedT } from '../../../src/core/comparison/second-opinions/paired-t.ts';
import { cochranQ, friedmanTest } from '../../../src/core/comparison/second-opinions/several-models.ts';
import { signFlipTest } from '../../../src/core/comparison/second-opinions/sign-flips.ts';
import { type Wilcoxon, wilcoxonTest } from '../../../src/core/comparison/second-opinions/wilcoxon.ts';
import type { Value } from '../case.ts';
import { tail } from '../levels.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

function differencesOf(candidate: Value, baseline: Value): Float64Array {
  const other = column(baseline);
  return column(candidate).map((loss, i) => loss - (other[i] ?? Number.NaN));
}

function tOf(differences: Float64Array): PairedT {
  const found = pairedT(differences);
  if (found === undefined) throw new Error('the differences do not vary');
  return found;
}

function wilcoxonOf(differences: Float64Array, method: Wilcoxon['method']): Wilcoxon {
  const found = wilcoxonTest(differences, method);
  if (found === undefined) throw new Error('every difference is 0');
  return found;
}

/** Rows of a matrix turned into one column for each model. */
function modelsOf(value: Value): Float64Array[] {
  const rows = matrix(value);
  return Array.from(rows[0] ?? [], (_, model) => Float64Array.from(rows, (row) => row[model] ?? Number.NaN));
}

/** Tests beside the interval that decides. */
export const secondOpinionAdapters: Readonly<Record<string, Adapter>> = {
  paired_loss_tests: ({ baseline, candidate }, params) => {
    const differences = differencesOf(candidate, baseline);
    const t = tOf(differences);
    const ranks = wilcoxonOf(differences, 'normal');
    const { low, high } = t.interval(tail(params));
    return {
      mean_difference: t.mean,
      sd_ddof1: t.deviation,
      t: t.t,
      p_t: t.p,
      ci_lower: low,
      ci_upper: high,
      wilcoxon_w: Math.min(ranks.positive, ranks.negative),
      p_wilcoxon_normal: ranks.twoSided,
      cohens_dz: t.effect,
      sign_p: mcnemarTest(differences.filter((d) => d > 0).length, differences.filter((d) => d < 0).length).exact,
    };
  },
  wilcoxon_exact: ({ differences }) => {
    const { positive, negative, twoSided, greater } = wilcoxonOf(column(differences), 'exact');
    return { w: Math.min(positive, negative), p_two_sided: twoSided, p_greater: greater };
  },
  sign_flip_permutation: ({ differences }) => {
    const { mean, twoSided, greater } = signFlipTest(column(differences), 1999, createRandom(0));
    return { mean, p_two_sided: twoSided, p_greater: greater };
  },
  tost_paired: ({ baseline, candidate }, { margin }) => {
    const { lower, upper, both } = equivalenceP(tOf(differencesOf(candidate, baseline)), number(margin));
    return { p_lower: lower, p_upper: upper, p_tost: both };
  },
  cochran_q: ({ correct }) => {
    const found = cochranQ(modelsOf(correct));
    return { q: found?.statistic, p: found?.p, df: found?.degrees };
  },
  friedman: ({ scores }) => {
    const found = friedmanTest(modelsOf(scores));
    return { chi2: found?.statistic, p: found?.p, mean_ranks: found?.meanRanks };
  },
  e_value_sign: ({ losses, wins }) => {
    const found = signEvidence(number(wins), number(losses));
    return { e_value: found.evidence, always_valid_p: found.p };
  },
  msprt_normal: ({ mean_difference, variance_per_pair, n }, { tau2, alpha }) => {
    const seen = { mean: number(mean_difference), variance: number(variance_per_pair), n: number(n) };
    const found = mixtureRatio(seen, Math.sqrt(number(tau2)));
    return {
      likelihood_ratio: found.evidence,
      always_valid_p: found.p,
      confidence_sequence_half_width: found.halfWidth(number(alpha)),
    };
  },
  mean_bounds: ({ values }, { delta, range }) => {
    const [least = 0, most = 1] = column(range);
    const found = meanBounds(column(values), number(delta), most - least);
    return {
      mean: found.mean,
      hoeffding_half_width: found.hoeffding,
      empirical_bernstein_half_width: found.bernstein,
      normal_half_width: found.normal,
    };
  },
};
