import { medianBandwidth } from '../../../src/core/monitoring/together/bandwidth.ts';
import { densityDifference } from '../../../src/core/monitoring/together/density-difference.ts';
import { domainReadout } from '../../../src/core/monitoring/together/domain-classifier.ts';
import { hotellingTest } from '../../../src/core/monitoring/together/hotelling.ts';
import { gaussianKernel, pairStatistic } from '../../../src/core/monitoring/together/pair-statistic.ts';
import { permutationTest, sampledPermutations } from '../../../src/core/monitoring/together/permutation-test.ts';
import {
  fitComponents,
  meanError,
  partErrors,
  reconstructionErrors,
  spreadOf,
  usualErrors,
} from '../../../src/core/monitoring/together/reconstruction.ts';
import { type Rows, squaredDistances, stacked } from '../../../src/core/monitoring/together/rows.ts';
import type { Value, Values } from '../case.ts';
import { type Adapter, column, matrix, number } from '../shapes.ts';

function rows(value: Value): Rows {
  const given = matrix(value);
  const width = given[0]?.length ?? 0;
  return { count: given.length, width, values: Float64Array.from(given.flatMap((row) => [...row])) };
}

/** Both sides, their distances, and which rows are the current ones. */
function sides(inputs: Values) {
  const [reference, current] = [rows(inputs['reference']), rows(inputs['current'])];
  const { count } = stacked(reference, current);
  const distances = squaredDistances(stacked(reference, current));
  const now = Uint32Array.from({ length: current.count }, (_, i) => reference.count + i);
  return { reference, current, count, distances, now };
}

export const togetherAdapters: Readonly<Record<string, Adapter>> = {
  mmd2_rbf: (inputs, { sigma }) => {
    const { distances, count, now } = sides(inputs);
    const { unbiased, biased } = pairStatistic(gaussianKernel(distances, count, number(sigma)), count)(now);
    return { mmd2_unbiased: unbiased, mmd2_biased: biased };
  },
  median_heuristic_sigma: (inputs) => {
    const { distances, count, now, reference } = sides(inputs);
    const by = (rule: 'cross' | 'reference' | 'pooled') => {
      const sigma = medianBandwidth(distances, count, reference.count, rule);
      return { sigma, mmd2: pairStatistic(gaussianKernel(distances, count, sigma), count)(now).unbiased };
    };
    const [cross, own, pooled] = [by('cross'), by('reference'), by('pooled')];
    return {
      alibi_sigma: cross.sigma,
      alibi_mmd2: cross.mmd2,
      reference_sigma: own.sigma,
      reference_mmd2: own.mmd2,
      pooled_sigma: pooled.sigma,
      pooled_mmd2: pooled.mmd2,
    };
  },
  mmd_permutation_exact: (inputs, { sigma }) => {
    const { distances, count, now } = sides(inputs);
    const discrepancy = pairStatistic(gaussianKernel(distances, count, number(sigma)), count);
    const tested = permutationTest((chosen) => discrepancy(chosen).unbiased, { count, current: now.length }, 200, 7);
    return {
      mmd2: discrepancy(now).unbiased,
      n_splits: tested.divisions,
      n_ge: tested.atLeast,
      p_exact: tested.exact ? tested.p : null,
    };
  },
  permutation_p_value: ({ observed, permuted }) => {
    const { p, atLeast, divisions } = sampledPermutations(number(observed), column(permuted));
    return { p_plus_one: p, p_naive: atLeast / divisions };
  },
  energy_statistic: (inputs) => {
    const { distances, count, now } = sides(inputs);
    return {
      e: pairStatistic(
        distances.map((squared) => -Math.sqrt(squared)),
        count,
      )(now).biased,
    };
  },
  lsdd: (inputs, { sigma, lambda }) => {
    const { reference, current, now } = sides(inputs);
    const model = { sigma: number(sigma), lambda: number(lambda), centers: rows(inputs['centers']) };
    const found = densityDifference(reference, current, model)?.(now);
    return { theta: [...(found?.theta ?? [])], lsdd: found?.lsdd, h_theta: found?.crossTerm };
  },
  hotelling_t2: (inputs) => {
    const found = hotellingTest(rows(inputs['reference']), rows(inputs['current']));
    return { t2: found?.t2, f: found?.f, p: found?.p };
  },
  pca_reconstruction_error: (inputs, { n_components, reference_chunk_size }) => {
    const reference = rows(inputs['reference']);
    const components = fitComponents(reference, number(n_components));
    const [before, now] = [reference, rows(inputs['current'])].map((side) => reconstructionErrors(components, side));
    if (before === undefined || now === undefined) throw new Error('both sides have errors');
    const parts = partErrors(before, number(reference_chunk_size));
    const { low, high } = usualErrors(parts);
    return {
      n_components: components.vectors.length,
      explained_ratio: [...components.explained],
      reference_error: spreadOf(before).mean,
      current_error: spreadOf(now).mean,
      current_sampling_error: meanError(now),
      reference_chunk_errors: [...parts],
      upper_threshold: high,
      lower_threshold: low,
    };
  },
  domain_classifier: ({ is_current, oof_prob }) => {
    const { auc, ks, ksP, correct, binomialP, errorReduction } = domainReadout(column(is_current), column(oof_prob));
    return {
      auc,
      ks_greater_statistic: ks,
      ks_greater_p: ksP,
      n_correct: correct,
      binomial_p: binomialP,
      relative_error_reduction: errorReduction,
    };
  },
};
